import { requestStaffPasswordReset } from '#contract/recovery.ts'
import { ForgottenPassword } from '../../lib/ForgottenPassword.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { ShopLink } from '../ShopLink.tsx'

/** A person who works at a shop has forgotten the password. */
export function ForgottenPasswordPage() {
  return (
    <ForgottenPassword
      endpoint={requestStaffPasswordReset}
      notCome="PINで入っている方はパスワードがありません。店主にご相談ください。"
      back={
        <ShopLink to={merchantPaths.signIn} className={buttonClass('quiet')}>
          ログインへ戻る
        </ShopLink>
      }
    />
  )
}
