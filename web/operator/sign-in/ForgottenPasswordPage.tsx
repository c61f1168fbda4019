import { requestOperatorPasswordReset } from '#contract/recovery.ts'
import { ForgottenPassword } from '../../lib/ForgottenPassword.tsx'
import { operatorPaths } from '../../lib/paths.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { DeskLink } from '../DeskLink.tsx'

/** Somebody of the office has forgotten the password. */
export function ForgottenPasswordPage() {
  return (
    <ForgottenPassword
      endpoint={requestOperatorPasswordReset}
      notCome="認証アプリもリカバリーコードもないときは、ほかの担当者に「担当者」のページで「ログインを設定し直す」を申し込んでもらってください。"
      back={
        <DeskLink to={operatorPaths.signIn} className={buttonClass('quiet')}>
          ログインへ戻る
        </DeskLink>
      }
    />
  )
}
