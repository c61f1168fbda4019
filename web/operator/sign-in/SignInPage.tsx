import { operatorSignIn } from '#contract/operator-sign-in.ts'
import { operatorPaths } from '../../lib/paths.ts'
import { PasswordSignIn } from '../../lib/PasswordSignIn.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { useEntry } from './use-entry.tsx'

/** A person of the office signs in: mail and password, then the second step, which is set up at the first time. */
export function SignInPage() {
  const { goOn, next } = useEntry()
  if (next) return next
  return (
    <PasswordSignIn title="運営ログイン" endpoint={operatorSignIn} onDone={goOn}>
      <DeskLink to={operatorPaths.forgottenPassword} className={buttonClass('quiet')}>
        パスワードを忘れたとき
      </DeskLink>
    </PasswordSignIn>
  )
}
