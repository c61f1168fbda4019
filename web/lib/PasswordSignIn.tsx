import { type FormEvent, useState } from 'react'
import type { operatorSignIn } from '#contract/operators.ts'
import type { staffSignIn } from '#contract/merchants.ts'
import { Button } from '../ui/Button.tsx'
import { Knot } from '../ui/Knot.tsx'
import { Page } from '../ui/Page.tsx'
import { TextField } from '../ui/TextField.tsx'
import { forgetAnswers, useAct } from './ask.ts'
import { checkMail } from './check.ts'
import { rememberTown } from './town.ts'
import { TroubleNotice } from './Trouble.tsx'

type PasswordSignInProps = {
  title: string
  endpoint: typeof staffSignIn | typeof operatorSignIn
  onDone: () => void
}

/** Sign-in with mail and password, as the merchant app and the console have it. */
export function PasswordSignIn({ title, endpoint, onDone }: PasswordSignInProps) {
  const [mail, setMail] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(endpoint)
  const mailError = checkMail(mail)
  const passwordError = password === '' ? 'パスワードを入力してください。' : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (mailError || passwordError) return
    if (!(await act.send({ body: { mail: mail.trim(), password } }))) return
    forgetAnswers()
    rememberTown()
    onDone()
  }
  return (
    <Page title={title} top={<Knot className="mx-auto mt-12 h-20 w-24" />}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="メールアドレス"
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={setMail}
          error={tried ? mailError : undefined}
        />
        <TextField
          label="パスワード"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={tried ? passwordError : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          ログイン
        </Button>
      </form>
    </Page>
  )
}
