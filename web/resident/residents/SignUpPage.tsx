import { Link, Navigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { BodyOf } from '#contract/endpoint.ts'
import { finishSignUp, passwordMin, signUp } from '#contract/sign-in.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { checkMail, checkNewPassword } from '../../lib/check.ts'
import { focusFirst } from '../../lib/focus.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from '../sign-in/CodeStep.tsx'
import { ProviderButtons } from '../sign-in/ProviderButtons.tsx'
import { useEnter } from '../sign-in/use-enter.ts'

/** Registers in one of three ways; only after the terms have been agreed to. */
export function SignUpPage() {
  const { terms, privacy } = useSearch({ from: paths.signUp })
  const [byMail, setByMail] = useState(false)
  if (!terms || !privacy) return <Navigate to={paths.terms} replace />
  if (!byMail) {
    return (
      <Screen key="ways" title="登録方法" back={paths.terms} nav={false}>
        <p>登録の方法を選んでください。あとから別の方法を追加できます。</p>
        <ProviderButtons deed="signUp" consent={{ termsVersion: terms, privacyVersion: privacy }} />
        <Button look="outline" size="large" wide onPress={() => setByMail(true)}>
          メールアドレスとパスワードで登録
        </Button>
      </Screen>
    )
  }
  return (
    <Screen key="mail" title="登録方法" back={paths.terms} nav={false}>
      <h2 className="text-lg font-bold">メールアドレスとパスワードで登録</h2>
      <SignUpForm termsVersion={terms} privacyVersion={privacy} />
      <HelpButton topic="mail" />
      <Button look="quiet" onPress={() => setByMail(false)}>
        ほかの方法で登録
      </Button>
    </Screen>
  )
}

type Body = BodyOf<typeof signUp>

/** Mail address and password, then the six digits that prove the address; only then is there an account. */
function SignUpForm(consent: Pick<Body, 'termsVersion' | 'privacyVersion'>) {
  // The same registration sent twice, after an answer was lost, is one registration; of another address another.
  const last = useRef({ mail: '', id: '' })
  const [begun, setBegun] = useState<Body | null>(null)
  const act = useAct(signUp)
  if (begun) return <ProveMail body={begun} onRestart={() => setBegun(null)} />
  const start = async (typed: Pick<Body, 'mail' | 'password'>) => {
    if (last.current.mail !== typed.mail) last.current = { mail: typed.mail, id: makeId() }
    const body = { id: last.current.id, ...typed, ...consent }
    if (await act.send({ body })) setBegun(body)
  }
  return <MailAndPassword act={act} onSubmit={start} />
}

type MailAndPasswordProps = {
  act: Pick<ReturnType<typeof useAct>, 'busy' | 'trouble'>
  onSubmit: (typed: Pick<Body, 'mail' | 'password'>) => Promise<void>
}

function MailAndPassword({ act, onSubmit }: MailAndPasswordProps) {
  const [mail, setMail] = useState('')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const say = useTroubleWords()
  const code = codeOf(act.trouble)
  const refused = act.trouble ? say(act.trouble) : undefined
  const mailError = checkMail(mail)
  const passwordError = checkNewPassword(password, passwordMin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!mailError && !passwordError) await onSubmit({ mail: mail.trim(), password })
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <TextField
        label="メールアドレス"
        help="確認番号を送ります。受け取れるアドレスを入力してください。"
        type="email"
        inputMode="email"
        autoComplete="username"
        value={mail}
        onChange={setMail}
        error={tried ? mailError : undefined}
      />
      <div>
        <TextField
          label="パスワード"
          help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
          type={shown ? 'text' : 'password'}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={tried && passwordError ? passwordError : code === 'password_too_weak' ? refused : undefined}
        />
        <Checkbox checked={shown} onChange={setShown}>
          パスワードを表示する
        </Checkbox>
      </div>
      <TroubleNotice
        trouble={act.trouble}
        except={['password_too_weak']}
        action={
          code === 'terms_outdated' ? (
            <Link to={paths.terms} className={buttonClass('outline')}>
              新しい規約を読む
            </Link>
          ) : null
        }
      />
      <Button type="submit" size="large" wide busy={act.busy}>
        登録する
      </Button>
    </form>
  )
}

/** The six digits of the mail. Somebody whose address has an account finds that out in the mailbox, and nobody else. */
function ProveMail({ body, onRestart }: { body: Body; onRestart: () => void }) {
  const act = useAct(finishSignUp)
  const again = useAct(signUp)
  const enter = useEnter()
  const finish = async (code: string) => {
    if (!(await act.send({ body: { id: body.id, code } }))) return false
    announce('登録が完了しました。')
    await enter()
    return true
  }
  const sendAgain = async () => {
    if (await again.send({ body })) announce('確認番号をもう一度送りました。')
  }
  return (
    <div ref={focusFirst} className="flex flex-col gap-5">
      <p>
        <b className="break-all">{body.mail}</b> に、6桁の確認番号を送りました。
      </p>
      <CodeStep way="mail" act={act} deed="登録を完了する" onCode={finish} />
      <Notice title="メールが届かないとき">
        迷惑メールのフォルダもご確認ください。すでに登録済みのアドレスには、確認番号のかわりに、その案内が届きます。
      </Notice>
      <TroubleNotice trouble={again.trouble} />
      <Button look="outline" wide busy={again.busy} onPress={() => void sendAgain()}>
        確認番号をもう一度送る
      </Button>
      <Button look="quiet" onPress={onRestart}>
        メールアドレスを入力し直す
      </Button>
    </div>
  )
}
