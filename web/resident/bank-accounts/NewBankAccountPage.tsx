import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { linkBankAccount, listBanks } from '#contract/bank-accounts.ts'
import { codeOf, type Trouble, useAsk } from '../../lib/ask.ts'
import { toKatakana } from '#contract/kana.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconBank } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { AccountForm } from './AccountForm.tsx'
import type { BankForm } from './go-to-bank.ts'
import { Leaving } from './Leaving.tsx'
import { isResting, sayRest } from './rest.ts'
import { Screen } from '../Screen.tsx'
import { t } from '../words/bank-accounts.ts'

type Bank = ReplyOf<typeof listBanks>['banks'][number]

type Begun = { accountId: string; form: BankForm | null }

/** Choose a bank; the person then tells it what it asks for, if anything, and leaves for its own site. */
export function NewBankAccountPage() {
  const [others, setOthers] = useState(false)
  const [chosen, setChosen] = useState<Bank | null>(null)
  const [begun, setBegun] = useState<Begun | null>(null)
  const act = useGuardedAct(linkBankAccount, ({ account, form }) => setBegun({ accountId: account.id, form }))
  const choose = (bank: Bank) => {
    setChosen(bank)
    void act.send({ body: { id: makeId(), bankCode: bank.code } })
  }
  if (chosen && begun && !begun.form) {
    return (
      <AccountForm
        accountId={begun.accountId}
        bank={chosen}
        onReady={(form) => setBegun({ ...begun, form })}
        onBack={() => setBegun(null)}
      />
    )
  }
  if (chosen && (act.busy || begun)) {
    return <Leaving bankName={chosen.name} accountId={begun?.accountId ?? ''} form={begun?.form ?? null} />
  }
  return (
    <Screen title={t('linkNew')} back={paths.topUpAccounts}>
      {act.gate}
      <LinkTrouble trouble={act.trouble} />
      {others ? (
        <OtherBanks onChoose={choose} onBack={() => setOthers(false)} />
      ) : (
        <FeaturedBanks onChoose={choose} onOthers={() => setOthers(true)} />
      )}
      <Notice>{t('newNote')}</Notice>
    </Screen>
  )
}

const remedies = {
  profile_needed: { to: paths.profile, words: 'toProfile' },
  phone_needed: { to: paths.secondStep, words: 'toSms' },
  identity_check_required: { to: paths.cardCheck, words: 'toCard' },
} as const

function LinkTrouble({ trouble }: { trouble: Trouble }) {
  const code = codeOf(trouble)
  const remedy = code && code in remedies ? remedies[code as keyof typeof remedies] : null
  return (
    <TroubleNotice
      trouble={trouble}
      action={
        remedy ? (
          <Link to={remedy.to} className={buttonClass('outline')}>
            {t(remedy.words)}
          </Link>
        ) : null
      }
    />
  )
}

type FeaturedBanksProps = { onChoose: (bank: Bank) => void; onOthers: () => void }

function FeaturedBanks({ onChoose, onOthers }: FeaturedBanksProps) {
  return (
    <Asked of={useAsk(listBanks, { query: {} })} rows={5}>
      {({ banks }) => (
        <>
          <BankRows banks={banks.filter((bank) => bank.featured)} onChoose={onChoose} />
          <Button look="outline" size="large" wide onPress={onOthers}>
            {t('otherBanks')}
          </Button>
        </>
      )}
    </Asked>
  )
}

type OtherBanksProps = { onChoose: (bank: Bank) => void; onBack: () => void }

function OtherBanks({ onChoose, onBack }: OtherBanksProps) {
  const [typed, type] = useState('')
  // Kana names are kept in katakana; hiragana finds them all the same.
  const search = useDeferredValue(/^[ぁ-ゖー\s]+$/.test(typed) ? toKatakana(typed) : typed.trim())
  return (
    <>
      <TextField
        label={t('searchBank')}
        help={t('searchBankHelp')}
        type="search"
        inputMode="search"
        value={typed}
        onChange={type}
      />
      {search === '' ? null : <FoundBanks search={search} onChoose={onChoose} />}
      <Button look="quiet" onPress={onBack}>
        {t('mainBanks')}
      </Button>
    </>
  )
}

function FoundBanks({ search, onChoose }: { search: string; onChoose: (bank: Bank) => void }) {
  return (
    <Asked of={useAsk(listBanks, { query: { search } })}>
      {({ banks }) => (
        <>
          <output className="block">
            {banks.length === 0 ? t('noBank', { search }) : t('banksFound', { length: banks.length })}
          </output>
          <BankRows banks={banks} onChoose={onChoose} />
        </>
      )}
    </Asked>
  )
}

function BankRows({ banks, onChoose }: { banks: readonly Bank[]; onChoose: (bank: Bank) => void }) {
  if (banks.length === 0) return null
  return (
    <Rows>
      {banks.map((bank) => (
        <li key={bank.code}>
          {isResting(bank.rest) ? (
            <span className="block bg-paper-deep">
              <RowBody icon={<IconBank />} title={bank.name} note={sayRest(bank.rest)} />
            </span>
          ) : (
            <button type="button" className={rowLinkClass} onClick={() => onChoose(bank)}>
              <RowBody icon={<IconBank />} title={bank.name} note={<BankNote bank={bank} />} leads />
            </button>
          )}
        </li>
      ))}
    </Rows>
  )
}

function BankNote({ bank }: { bank: Bank }) {
  const rest = sayRest(bank.rest)
  return (
    <>
      {t('bankCode', { code: bank.code })}
      {rest ? <span className="block">{rest}</span> : null}
    </>
  )
}
