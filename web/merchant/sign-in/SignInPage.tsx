import { useRouter } from '@tanstack/react-router'
import { staffSignIn } from '#contract/merchants.ts'
import { chooseWorkplace } from '#contract/staff.ts'
import { useAct } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { PasswordSignIn } from '../../lib/PasswordSignIn.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { beginOtherPagesAnew, rememberedStore } from '../chosen-store.ts'
import { ShopLink } from '../ShopLink.tsx'

/** A person who works at a shop signs in. */
export function SignInPage() {
  const { history } = useRouter()
  const choosing = useAct(chooseWorkplace)
  const enter = async () => {
    const storeId = rememberedStore()
    // Whoever does not work there, or not at this till, is where they came in.
    if (storeId) await choosing.send({ params: { storeId } })
    beginOtherPagesAnew()
    history.push(`/merchant${merchantPaths.home}`)
  }
  return (
    <PasswordSignIn title="加盟店ログイン" endpoint={staffSignIn} onDone={() => void enter()}>
      <ShopLink to={merchantPaths.forgottenPassword} className={buttonClass('quiet')}>
        パスワードを忘れたとき
      </ShopLink>
      <ShopLink to={merchantPaths.join} className={buttonClass('quiet')}>
        はじめての方：加盟店のお申し込み
      </ShopLink>
    </PasswordSignIn>
  )
}
