import { Link, Navigate, useSearch } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readBankAccount } from '#contract/bank-accounts.ts'
import { useAskWhile } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { isBankWindow, lastLinking } from './go-to-bank.ts'

type Account = ReplyOf<typeof readBankAccount>

/** Why linking failed, and what to do about it. */
const failures: Record<NonNullable<Account['reason']>, string> = {
  cancelled: '銀行のWebサイトで手続きがやめられました。登録はされていません。もう一度はじめられます。',
  refused_by_bank:
    'アプリではなく銀行側で登録が断られました。暗証番号を続けて間違えると、銀行が手続きを止めます。銀行にお問い合わせください。',
  holder_differs: '口座の名義とお客さま情報のカナが違います。お客さま情報を確かめてください。',
  account_used_elsewhere:
    'この口座は、ほかのアカウントに登録されています。1つの口座は1人だけが使えます。別の口座をお選びください。',
  expired: '銀行から60分のあいだ返事がありませんでした。登録はされていません。もう一度はじめてください。',
  other: '登録できませんでした。時間をおいて、もう一度お試しください。',
}

/** Where the bank sends the person back to: says whether the account is linked, and what comes next. */
export function BankReturnPage() {
  const search = useSearch({ from: '/inside/bank-accounts/return' })
  const id = search.id ?? lastLinking()
  if (!id) return <Navigate to={paths.topUpAccounts} replace />
  return <Linking id={id} />
}

function Linking({ id }: { id: string }) {
  const query = useAskWhile(({ state }) => state === 'waiting', readBankAccount, { params: { id } })
  return (
    <Screen title="金融機関口座の登録" back={paths.topUpAccounts}>
      <Asked of={query}>{(account) => <Outcome account={account} />}</Asked>
    </Screen>
  )
}

function Outcome({ account }: { account: Account }) {
  if (isBankWindow() && account.state !== 'waiting') return <CloseThisWindow account={account} />
  if (account.state === 'waiting') {
    return (
      <>
        <Spinner label={`${account.bankName}の返事を待っています`} />
        <p>銀行の画面で手続きを続けてください。終わると、この画面は自動で変わります。</p>
        <Link to={paths.newBankAccount} className={buttonClass('quiet')}>
          はじめからやり直す
        </Link>
      </>
    )
  }
  if (account.state === 'linked') {
    return (
      <>
        <Notice tone="good" title="口座を登録しました">
          {account.bankName}（口座番号の末尾 {account.lastDigits}）
        </Notice>
        <Link
          to={paths.topUpAmount}
          params={{ accountId: account.id }}
          className={buttonClass('coin', 'large', true)}
        >
          この口座からチャージする
        </Link>
      </>
    )
  }
  return (
    <>
      <Notice tone="bad" title="登録できませんでした">
        {failures[account.reason ?? 'other']}
      </Notice>
      {account.reason === 'holder_differs' ? (
        <Link to={paths.profile} className={buttonClass('outline', 'large', true)}>
          お客さま情報へ
        </Link>
      ) : null}
      <Link to={paths.newBankAccount} className={buttonClass('coin', 'large', true)}>
        もう一度登録する
      </Link>
    </>
  )
}

/** The window beside the app has done its work; the app itself shows what came of it. */
function CloseThisWindow({ account }: { account: Account }) {
  return (
    <>
      <Notice
        tone={account.state === 'linked' ? 'good' : 'bad'}
        title={account.state === 'linked' ? '口座を登録しました' : '登録できませんでした'}
      >
        この画面を閉じて、アプリに戻ってください。
      </Notice>
      <Button size="large" wide onPress={() => window.close()}>
        この画面を閉じる
      </Button>
    </>
  )
}
