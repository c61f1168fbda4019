import type { operatorSignIn } from '#contract/operators.ts'
import type { staffSignIn } from '#contract/merchants.ts'
import type { ReactNode } from 'react'
import { Knot } from '../ui/Knot.tsx'
import { Page } from '../ui/Page.tsx'
import { forgetAnswers, useAct } from './ask.ts'
import { PasswordForm } from './PasswordForm.tsx'
import { rememberTown } from './town.ts'

type PasswordSignInProps = {
  title: string
  endpoint: typeof staffSignIn | typeof operatorSignIn
  onDone: () => void
  /** What stands below the form, for whoever has no way in yet. */
  children?: ReactNode
}

/** Sign-in with mail and password, as the merchant app and the console have it. */
export function PasswordSignIn({ title, endpoint, onDone, children }: PasswordSignInProps) {
  const act = useAct(endpoint)
  const submit = async (typed: { mail: string; password: string }) => {
    if (!(await act.send({ body: typed }))) return
    forgetAnswers()
    rememberTown()
    onDone()
  }
  return (
    <Page title={title} top={<Knot className="mx-auto mt-12 h-20 w-24" />}>
      <PasswordForm trouble={act.trouble} busy={act.busy} onSubmit={submit} />
      {children}
    </Page>
  )
}
