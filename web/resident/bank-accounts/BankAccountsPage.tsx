import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { listBankAccounts, type bankAccount, unlinkBankAccount } from '#contract/bank-accounts.ts'
import type { z } from 'zod'
import { queryClient, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconBank, IconPlus } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { sayRest } from './rest.ts'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/bank-accounts.ts'

type Account = z.output<typeof bankAccount>

/** The linked bank accounts: choose one to top up from, add one, or remove one. */
export function BankAccountsPage() {
  const query = useAsk(listBankAccounts)
  return (
    <Screen title={t('title')} back={paths.topUpWays}>
      <Asked of={query} rows={2}>
        {({ accounts }) => <Accounts accounts={accounts.filter((account) => account.state === 'linked')} />}
      </Asked>
      <Link to={paths.newBankAccount} className={buttonClass('outline', 'large', true)}>
        <IconPlus className="size-5" />
        {t('linkNew')}
      </Link>
    </Screen>
  )
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  if (accounts.length === 0) return <p>{t('noneYet')}</p>
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-bold">{t('choose')}</h2>
      <Rows>
        {accounts.map((account) => (
          <li key={account.id} className="flex items-center">
            <Link
              to={paths.topUpAmount}
              params={{ accountId: account.id }}
              className={`${rowLinkClass} min-w-0 flex-1`}
            >
              <RowBody
                icon={<IconBank />}
                title={account.bankName}
                note={<AccountNote account={account} />}
                leads
              />
            </Link>
            <div className="shrink-0 whitespace-nowrap">
              <Unlink account={account} />
            </div>
          </li>
        ))}
      </Rows>
    </section>
  )
}

function AccountNote({ account }: { account: Account }) {
  const rest = sayRest(account.rest)
  return (
    <>
      {account.lastDigits ? t('numberEnds', { lastDigits: account.lastDigits }) : null}
      {rest ? <span className="block">{rest}</span> : null}
    </>
  )
}

function Unlink({ account }: { account: Account }) {
  const [open, setOpen] = useState(false)
  const act = useGuardedAct(unlinkBankAccount, async () => {
    setOpen(false)
    announce(t('unlinked', { bankName: account.bankName }))
    await queryClient.invalidateQueries({ queryKey: [listBankAccounts.path] })
  })
  return (
    <>
      <Button
        look="quiet"
        label={t('unlinkNamed', { bankName: account.bankName })}
        onPress={() => setOpen(true)}
      >
        {t('unlinkShort')}
      </Button>
      <Sheet title={t('unlinkAsk')} open={open} onClose={() => setOpen(false)}>
        <p>{t('unlinkNote', { bankName: account.bankName, lastDigits: account.lastDigits ?? '' })}</p>
        {act.gate}
        <TroubleNotice trouble={act.trouble} />
        <Button
          look="danger"
          wide
          busy={act.busy}
          onPress={() => void act.send({ params: { id: account.id } })}
        >
          {t('unlink')}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('cancel')}
        </Button>
      </Sheet>
    </>
  )
}
