import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { type OperatorEntry, operatorSignIn } from '#contract/operator-sign-in.ts'
import { forgetAnswers } from '../../lib/ask.ts'
import { operatorPaths } from '../../lib/paths.ts'
import { PasswordSignIn } from '../../lib/PasswordSignIn.tsx'
import { rememberTown } from '../../lib/town.ts'
import { SecondStep } from './SecondStep.tsx'
import { SetUp } from './SetUp.tsx'

/** A person of the office signs in: mail and password, then the second step, which is set up at the first time. */
export function SignInPage() {
  const { history } = useRouter()
  const [entry, setEntry] = useState<OperatorEntry | null>(null)
  const restart = () => setEntry(null)
  const enter = () => {
    forgetAnswers()
    rememberTown()
    history.push(`/operator${operatorPaths.home}`)
  }
  if (entry?.state === 'second_step') {
    return <SecondStep challenge={entry} onDone={enter} onRestart={restart} />
  }
  if (entry?.state === 'set_up') {
    return <SetUp challengeId={entry.challengeId} onDone={enter} onRestart={restart} />
  }
  return (
    <PasswordSignIn
      title="運営ログイン"
      endpoint={operatorSignIn}
      onDone={(reply) => (reply.state === 'signed_in' ? enter() : setEntry(reply))}
    />
  )
}
