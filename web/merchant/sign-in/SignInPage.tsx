import { useRouter } from '@tanstack/react-router'
import { staffSignIn } from '#contract/merchants.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { PasswordSignIn } from '../../lib/PasswordSignIn.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { ShopLink } from '../ShopLink.tsx'

/** A person who works at a shop signs in. */
export function SignInPage() {
  const { history } = useRouter()
  return (
    <PasswordSignIn
      title="加盟店ログイン"
      endpoint={staffSignIn}
      onDone={() => history.push(`/merchant${merchantPaths.home}`)}
    >
      <ShopLink to={merchantPaths.forgottenPassword} className={buttonClass('quiet')}>
        パスワードを忘れたとき
      </ShopLink>
      <ShopLink to={merchantPaths.join} className={buttonClass('quiet')}>
        はじめての方：加盟店のお申し込み
      </ShopLink>
    </PasswordSignIn>
  )
}
