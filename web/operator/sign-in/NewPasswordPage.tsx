import { type ReactNode, useState } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import {
  type OperatorWay,
  readOperatorPasswordReset,
  resetOperatorPassword,
} from '#contract/operator-sign-in.ts'
import { codeOf, useAct, useAsk } from '../../lib/ask.ts'
import { isShort, plainCode } from '../../lib/CodeForm.tsx'
import { NewPasswordForm } from '../../lib/NewPasswordForm.tsx'
import { operatorPaths } from '../../lib/paths.ts'
import { LinkOver, PasswordChanged } from '../../lib/ResetLink.tsx'
import { useTroubleWords } from '../../lib/Trouble.tsx'
import { useToken } from '../../lib/use-token.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { CodeField } from '../../ui/CodeField.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { wayWords } from './words.ts'

/** What the link of the mail opens: a new password and the second step. Looking spends nothing. */
export function NewPasswordPage() {
  const token = useToken()
  const query = useAsk(readOperatorPasswordReset, { body: { token } })
  const [done, setDone] = useState(false)
  if (done) {
    return (
      <Framed key="done" title="パスワードを変更しました">
        <PasswordChanged
          signIn={
            <DeskLink to={operatorPaths.signIn} className={buttonClass('coin', 'large', true)}>
              ログインへ
            </DeskLink>
          }
        />
      </Framed>
    )
  }
  return (
    <Framed key="ask" title="新しいパスワード">
      {query.isError ? (
        <Over />
      ) : query.data ? (
        <Choice token={token} ways={query.data.ways} onDone={() => setDone(true)} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Framed>
  )
}

function Framed({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page title={title} top={<TopBar />}>
      {children}
    </Page>
  )
}

function Over() {
  return (
    <LinkOver
      another={
        <DeskLink to={operatorPaths.forgottenPassword} className={buttonClass('outline')}>
          新しいリンクを受け取る
        </DeskLink>
      }
    />
  )
}

type ChoiceProps = {
  token: string
  ways: readonly OperatorWay[]
  onDone: () => void
}

/** The new password, and what proves besides the link that it is the right person. */
function Choice({ token, ways, onDone }: ChoiceProps) {
  const [way, choose] = useState<OperatorWay>('authenticator')
  const [code, setCode] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const act = useAct(resetOperatorPassword)
  const say = useTroubleWords()
  const wrong = `${way === 'authenticator' ? 'authenticator_code' : way}_wrong` as const
  const needed = ways.length > 0
  const other = ways.find((each) => each !== way)
  const { name: _name, missing, ...field } = wayWords[way]
  const send = async (newPassword: string) => {
    const kind = way === 'authenticator' ? 'digits' : 'recovery_code'
    const typed = way === 'authenticator' ? code : plainCode(code)
    const short = needed && isShort(kind, typed)
    setTooShort(short)
    if (short) return
    const proof: BodyOf<typeof resetOperatorPassword>['proof'] = needed ? { way, code: typed } : null
    if (await act.send({ body: { token, newPassword, proof } })) return onDone()
  }
  if (codeOf(act.trouble) === 'reset_link_invalid') return <Over />
  const refused = codeOf(act.trouble) === wrong && act.trouble ? say(act.trouble) : undefined
  const shared = { ...field, value: code, onChange: setCode, error: tooShort ? missing : refused }
  return (
    <>
      <p>変更すると、すべての端末からログアウトします。</p>
      <NewPasswordForm
        label="新しいパスワード"
        submit="パスワードを変更する"
        trouble={act.trouble}
        busy={act.busy}
        except={[wrong]}
        onSubmit={send}
      >
        {needed ? (
          way === 'authenticator' ? (
            <CodeField {...shared} />
          ) : (
            <TextField {...shared} autoComplete="off" />
          )
        ) : null}
      </NewPasswordForm>
      {needed && other ? (
        <Button
          look="quiet"
          onPress={() => {
            act.forget()
            setCode('')
            setTooShort(false)
            choose(other)
          }}
        >
          {wayWords[other].name}を使う
        </Button>
      ) : null}
    </>
  )
}
