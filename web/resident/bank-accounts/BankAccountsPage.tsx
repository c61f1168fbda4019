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

type Account = z.output<typeof bankAccount>

/** The linked bank accounts: choose one to top up from, add one, or remove one. */
export function BankAccountsPage() {
  const query = useAsk(listBankAccounts)
  return (
    <Screen title="銀行口座によるチャージ" back={paths.topUpWays}>
      <Asked of={query} rows={2}>
        {({ accounts }) => <Accounts accounts={accounts.filter((account) => account.state === 'linked')} />}
      </Asked>
      <Link to={paths.newBankAccount} className={buttonClass('outline', 'large', true)}>
        <IconPlus className="size-5" />
        新しい金融機関口座を登録する
      </Link>
    </Screen>
  )
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  if (accounts.length === 0) return <p>登録された口座はまだありません。はじめに口座を登録してください。</p>
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-bold">チャージする口座を選んでください</h2>
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
      {account.lastDigits ? `口座番号の末尾 ${account.lastDigits}` : null}
      {rest ? <span className="block">{rest}</span> : null}
    </>
  )
}

function Unlink({ account }: { account: Account }) {
  const [open, setOpen] = useState(false)
  const act = useGuardedAct(unlinkBankAccount, async () => {
    setOpen(false)
    announce(`${account.bankName}の登録を解除しました。`)
    await queryClient.invalidateQueries({ queryKey: [listBankAccounts.path] })
  })
  return (
    <>
      <Button look="quiet" label={`${account.bankName}の登録を解除`} onPress={() => setOpen(true)}>
        解除
      </Button>
      <Sheet title="口座の登録を解除しますか？" open={open} onClose={() => setOpen(false)}>
        <p>
          {account.bankName}（末尾 {account.lastDigits}
          ）からチャージできなくなります。これまでのチャージはそのままです。
        </p>
        {act.gate}
        <TroubleNotice trouble={act.trouble} />
        <Button
          look="danger"
          wide
          busy={act.busy}
          onPress={() => void act.send({ params: { id: account.id } })}
        >
          解除する
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          キャンセル
        </Button>
      </Sheet>
    </>
  )
}
