import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { listBankAccounts } from '#contract/bank-accounts.ts'
import { listRelatives } from '#contract/relatives.ts'
import { readRelativesTopUpTerms, requestRelativesTopUp } from '#contract/top-ups.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Screen } from '../Screen.tsx'
import { AmountForm } from '../top-ups/TopUpAmountPage.tsx'
import { t } from '../words/relatives.ts'
import type { Help } from './FamilyPage.tsx'

/** 〇〇さんへチャージ: out of the helper's bank account into the relative's wallet. */
export function RelativeTopUpPage() {
  const { helpId } = useParams({ from: '/inside/family/relatives/$helpId/top-up' })
  const query = useAsk(listRelatives)
  const help = query.data?.relatives.find(({ id }) => id === helpId)
  return (
    <Screen title={help ? t('chargeTitle', { name: help.name }) : t('title')} back={paths.family} nav={false}>
      <Asked of={query} rows={3}>
        {() => (help ? <TopUp help={help} /> : <Notice title={t('over')} />)}
      </Asked>
    </Screen>
  )
}

function TopUp({ help: { id, name } }: { help: Help }) {
  const query = useAsk(listBankAccounts)
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <>
      <p className="rounded-16 bg-points-50 p-4 font-bold text-points-800">{t('chargeHint', { name })}</p>
      <Asked of={query} rows={2}>
        {({ accounts }) => {
          const linked = accounts.filter(({ state }) => state === 'linked')
          const accountId = chosen ?? linked[0]?.id
          if (!accountId) return <LinkFirst />
          return (
            <>
              <RadioCards
                label={t('account')}
                value={accountId}
                onChange={setChosen}
                cards={linked.map((account) => ({
                  value: account.id,
                  title: account.bankName,
                  note: account.lastDigits ? t('accountEnds', { lastDigits: account.lastDigits }) : null,
                }))}
              />
              <Begin key={accountId} helpId={id} accountId={accountId} />
            </>
          )
        }}
      </Asked>
    </>
  )
}

function LinkFirst() {
  return (
    <Notice
      title={t('noAccount')}
      action={
        <Link to={paths.newBankAccount} className={buttonClass('outline')}>
          {t('linkAccount')}
        </Link>
      }
    />
  )
}

function Begin({ helpId, accountId }: { helpId: string; accountId: string }) {
  const terms = useAsk(readRelativesTopUpTerms, { params: { id: helpId } })
  const act = useAct(requestRelativesTopUp)
  return (
    <Asked of={terms}>
      {(known) =>
        known.allowed ? (
          <AmountForm
            accountId={accountId}
            terms={known}
            act={{ ...act, send: (body) => act.send({ params: { id: helpId }, body }) }}
          />
        ) : (
          <Notice tone="warning" title={t('notNow')} />
        )
      }
    </Asked>
  )
}
