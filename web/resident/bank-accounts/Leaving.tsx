import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { type BankForm, goToBank, needsOwnWindow, openBankWindow, rememberLinking } from './go-to-bank.ts'

type LeavingProps = { bankName: string; accountId: string; form: BankForm | null }

/**
 * The person leaves for the bank: in the same window, or, from an app on the home screen, in one beside it. A
 * browser that blocks the new window is noticed, and the same window offered.
 */
export function Leaving({ bankName, accountId, form }: LeavingProps) {
  const [blocked, setBlocked] = useState(false)
  const navigate = useNavigate()
  const wait = () => void navigate({ to: paths.bankReturn, search: { id: accountId } })
  useEffect(() => {
    if (!form) return
    rememberLinking(accountId)
    if (!needsOwnWindow()) goToBank(form)
    else if (openBankWindow(form)) wait()
    else setBlocked(true)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the bank is opened once for each form
  }, [form])
  if (blocked && form) {
    return (
      <Screen key="blocked" title="銀行の画面を開けませんでした" nav={false}>
        <Notice tone="warning" title="ポップアップがブロックされました">
          お使いの設定で、新しい画面が止められました。口座の登録はまだはじまっていません。どちらかの方法で進めます。
        </Notice>
        <Button size="large" wide onPress={() => goToBank(form)}>
          この画面で銀行へ進む
        </Button>
        <Button
          look="outline"
          size="large"
          wide
          onPress={() => {
            if (openBankWindow(form)) wait()
          }}
        >
          新しい画面でもう一度開く
        </Button>
        <p className="text-sm text-ink-soft">
          新しい画面でも開かないときは、ブラウザーの設定で「ポップアップブロック」を切ってください。
        </p>
      </Screen>
    )
  }
  return (
    <Screen key="leaving" title={`${bankName}へ移ります`} nav={false}>
      <Spinner label="銀行のWebサイトを開いています" />
      <p>取引規定を確かめて「同意する」にチェックを入れ、「次へ」をタップしてください。</p>
    </Screen>
  )
}
