import { useRouter } from '@tanstack/react-router'
import { operatorSignIn } from '#contract/operators.ts'
import { operatorPaths } from '../../lib/paths.ts'
import { PasswordSignIn } from '../../lib/PasswordSignIn.tsx'

/** A person of the office signs in. */
export function SignInPage() {
  const { history } = useRouter()
  return (
    <PasswordSignIn
      title="運営ログイン"
      endpoint={operatorSignIn}
      onDone={() => history.push(`/operator${operatorPaths.home}`)}
    />
  )
}
