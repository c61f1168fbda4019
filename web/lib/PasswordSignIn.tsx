import type { ReplyOf } from '#contract/endpoint.ts'
import type { operatorSignIn } from '#contract/operator-sign-in.ts'
import type { staffSignIn } from '#contract/merchants.ts'
import type { ReactNode } from 'react'
import { Knot } from '../ui/Knot.tsx'
import { Page } from '../ui/Page.tsx'
import { forgetAnswers, useAct } from './ask.ts'
import { PasswordForm } from './PasswordForm.tsx'
import { rememberTown } from './town.ts'

type SignInEndpoint = typeof staffSignIn | typeof operatorSignIn

type PasswordSignInProps<E extends SignInEndpoint> = {
  title: string
  endpoint: E
  /** Takes what the server says once mail and password were right. */
  onDone: (reply: ReplyOf<E>) => void
  /** What stands below the form, for whoever has no way in yet. */
  children?: ReactNode
}

/** Sign-in with mail and password, as the merchant app and the console have it. */
export function PasswordSignIn<E extends SignInEndpoint>(props: PasswordSignInProps<E>) {
  const { title, endpoint, onDone, children } = props
  const act = useAct<SignInEndpoint>(endpoint)
  const submit = async (typed: { mail: string; password: string }) => {
    const reply = await act.send({ body: typed })
    if (!reply) return
    forgetAnswers()
    rememberTown()
    onDone(reply as ReplyOf<E>)
  }
  return (
    <Page title={title} top={<Knot className="mx-auto mt-12 h-20 w-24" />}>
      <PasswordForm trouble={act.trouble} busy={act.busy} onSubmit={submit} />
      {children}
    </Page>
  )
}
