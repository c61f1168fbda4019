import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { OperatorEntry } from '#contract/operator-sign-in.ts'
import { forgetAnswers } from '../../lib/ask.ts'
import { operatorPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { SecondStep } from './SecondStep.tsx'
import { SetUp } from './SetUp.tsx'

/**
 * What follows when the password of somebody of the office was right: `goOn` takes the server's answer, and `next` is
 * the screen that comes then, if there is one. It ends on the console's first page, or where one signs in.
 */
export function useEntry(): { goOn: (entry: OperatorEntry) => void; next: ReactNode } {
  const { history } = useRouter()
  const [entry, setEntry] = useState<OperatorEntry | null>(null)
  const restart = () => {
    setEntry(null)
    history.push(`/operator${operatorPaths.signIn}`)
  }
  const enter = () => {
    forgetAnswers()
    rememberTown()
    history.push(`/operator${operatorPaths.home}`)
  }
  const next =
    entry?.state === 'second_step' ? (
      <SecondStep challenge={entry} onDone={enter} onRestart={restart} />
    ) : entry?.state === 'set_up' ? (
      <SetUp challengeId={entry.challengeId} onDone={enter} onRestart={restart} />
    ) : null
  return { goOn: (answer) => (answer.state === 'signed_in' ? enter() : setEntry(answer)), next }
}
