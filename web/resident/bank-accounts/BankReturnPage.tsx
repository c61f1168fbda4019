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
import { t } from '../words/bank-accounts.ts'

type Account = ReplyOf<typeof readBankAccount>

/** Why linking failed, and what to do about it. */
const failures = {
  cancelled: 'bankCancelled',
  refused_by_bank: 'bankRefused',
  holder_differs: 'bankOtherName',
  account_used_elsewhere: 'bankTaken',
  frozen: 'frozen',
  expired: 'bankSilent',
  other: 'bankFailed',
} as const satisfies Record<NonNullable<Account['reason']>, string>

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
    <Screen title={t('returnTitle')} back={paths.topUpAccounts}>
      <Asked of={query}>{(account) => <Outcome account={account} />}</Asked>
    </Screen>
  )
}

function Outcome({ account }: { account: Account }) {
  if (isBankWindow() && account.state !== 'waiting') return <CloseThisWindow account={account} />
  if (account.state === 'waiting') {
    return (
      <>
        <Spinner label={t('waitingFor', { bankName: account.bankName })} />
        <p>{t('waitingNote')}</p>
        <Link to={paths.newBankAccount} className={buttonClass('quiet')}>
          {t('startAgain')}
        </Link>
      </>
    )
  }
  if (account.state === 'linked') {
    return (
      <>
        <Notice tone="good" title={t('linked')}>
          {t('linkedNote', { bankName: account.bankName, lastDigits: account.lastDigits ?? '' })}
        </Notice>
        <Link
          to={paths.topUpAmount}
          params={{ accountId: account.id }}
          className={buttonClass('coin', 'large', true)}
        >
          {t('topUpFromIt')}
        </Link>
      </>
    )
  }
  return (
    <>
      <Notice tone="bad" title={t('notLinked')}>
        {t(failures[account.reason ?? 'other'])}
      </Notice>
      {account.reason === 'holder_differs' ? (
        <Link to={paths.profile} className={buttonClass('outline', 'large', true)}>
          {t('toProfile')}
        </Link>
      ) : null}
      {account.reason === 'frozen' ? null : (
        <Link to={paths.newBankAccount} className={buttonClass('coin', 'large', true)}>
          {t('linkAgain')}
        </Link>
      )}
    </>
  )
}

/** The window beside the app has done its work; the app itself shows what came of it. */
function CloseThisWindow({ account }: { account: Account }) {
  return (
    <>
      <Notice
        tone={account.state === 'linked' ? 'good' : 'bad'}
        title={account.state === 'linked' ? t('linked') : t('notLinked')}
      >
        {t('closeAndReturn')}
      </Notice>
      <Button size="large" wide onPress={() => window.close()}>
        {t('close')}
      </Button>
    </>
  )
}
