import { type FormEvent, type ReactNode, useState } from 'react'
import type { RefusalCode } from '#contract/refusals.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, type useAct } from './ask.ts'
import { checkNewPassword } from './check.ts'
import { TroubleNotice, useTroubleWords } from './Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { TextField } from '../ui/TextField.tsx'

type NewPasswordFormProps = Pick<ReturnType<typeof useAct>, 'trouble' | 'busy'> & {
  label: string
  /** What the button says. */
  submit: string
  onSubmit: (password: string) => Promise<void>
  /** Refusals that `children` explain. */
  except?: readonly RefusalCode[]
  children?: ReactNode
}

/** A new password of somebody at work, checked before it is sent; a weak one is told at the field. */
export function NewPasswordForm(props: NewPasswordFormProps) {
  const { label, submit, onSubmit, trouble, busy, except = [], children } = props
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const wrong = checkNewPassword(password, passwordMin)
  const weak = trouble && codeOf(trouble) === 'password_too_weak' ? say(trouble) : undefined
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong) await onSubmit(password)
  }
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
      <div>
        <TextField
          label={label}
          help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={tried && wrong ? wrong : weak}
        />
        <Checkbox checked={shown} onChange={setShown}>
          パスワードを表示する
        </Checkbox>
      </div>
      <TroubleNotice trouble={trouble} except={['password_too_weak', ...except]} />
      {children}
      <Button type="submit" size="large" wide busy={busy}>
        {submit}
      </Button>
    </form>
  )
}
