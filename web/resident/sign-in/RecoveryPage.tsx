import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { finishRecovery, readRecovery, setRecoveryPhone } from '#contract/recovery.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct, useAskWhile } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { digitsOf } from '../../lib/digits.ts'
import { focusFirst } from '../../lib/focus.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useEnter } from './use-enter.ts'

type Recovery = ReplyOf<typeof readRecovery>

/** Why the card proved nothing, and where to go with it. */
const failures: Record<NonNullable<Recovery['reason']>, string> = {
  cancelled: '認証は途中でやめられました。もう一度はじめられます。',
  card_revoked:
    'このカードの電子証明書は失効しています。お住まいの区の区役所か、運営の窓口へお越しください。',
  card_expired:
    'カードの電子証明書の有効期限が切れています。お住まいの区の区役所か、運営の窓口へお越しください。',
  pin_locked: 'カードがロックされました。お住まいの区の区役所か、運営の窓口へお越しください。',
  unavailable: 'いま認証を使えません。時間をおいて、もう一度お試しください。',
  protocol: '認証の途中で問題が起きました。もう一度はじめてください。',
  other_card:
    'このアカウントで認証したカードではありません。ご本人のカードでお試しいただくか、窓口へお越しください。',
}

/** ログインの復旧: once the card or the desk has said who is there, a new phone and in. */
export function RecoveryPage() {
  const query = useAskWhile(({ state }) => state === 'visiting', readRecovery)
  return (
    <Screen title="ログインの復旧" nav={false}>
      <Asked of={query}>{(recovery) => <Stand recovery={recovery} />}</Asked>
    </Screen>
  )
}

function Stand({ recovery: { state, reason, way } }: { recovery: Recovery }) {
  if (state === 'proven') return <NewPhone fromDesk={way === 'desk'} />
  if (state === 'visiting') return <Spinner label="カードの認証の結果を待っています" />
  return (
    <>
      <Notice tone="bad" title={state === 'failed' ? '確認できませんでした' : '手続きが見つかりません'}>
        {reason ? failures[reason] : '時間が過ぎたか、手続きが済んでいます。ログインからやり直してください。'}
      </Notice>
      <Link to={paths.signIn} className={buttonClass('coin', 'large', true)}>
        ログインからやり直す
      </Link>
      <Link to={paths.deskRecovery} className={buttonClass('outline', 'normal', true)}>
        窓口のコードを入力する
      </Link>
    </>
  )
}

/** The new phone, and from the desk a new password too; then the passcode that proves the phone. */
function NewPhone({ fromDesk }: { fromDesk: boolean }) {
  const [phone, type] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(setRecoveryPhone)
  const say = useTroubleWords()
  const wrong = codeOf(act.trouble) === 'phone_not_mobile' && act.trouble ? say(act.trouble) : undefined
  const phoneError = digitsOf(phone) === '' ? '携帯電話番号を入力してください。' : undefined
  const passwordError = fromDesk ? checkNewPassword(password, passwordMin) : undefined
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (phoneError || passwordError) return
    const reply = await act.send({ body: { phone } })
    if (reply) setSentTo(reply.phoneEnding)
  }
  if (sentTo) {
    return (
      <>
        <Passcode ending={sentTo} {...(fromDesk ? { newPassword: password } : {})} />
        <TroubleNotice trouble={act.trouble} />
        <Button look="quiet" busy={act.busy} onPress={() => void send()}>
          SMSが届かないとき、もう一度送る
        </Button>
        <Button look="quiet" onPress={() => setSentTo(null)}>
          入力し直す
        </Button>
      </>
    )
  }
  return (
    <>
      <Notice tone="good" title="ご本人であることを確認しました">
        これから使うスマートフォンの番号を登録してください。
      </Notice>
      <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
        <TextField
          label="新しい携帯電話番号"
          help="ハイフン無しで入力してください。例：09012345678"
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          value={phone}
          onChange={type}
          error={tried && phoneError ? phoneError : wrong}
        />
        {fromDesk ? (
          <TextField
            label="新しいパスワード"
            help={`${passwordMin}文字以上。ほかのサービスと同じものは使わないでください。`}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            error={tried ? passwordError : undefined}
          />
        ) : null}
        <TroubleNotice trouble={act.trouble} except={['phone_not_mobile']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          認証コードを送る
        </Button>
      </form>
    </>
  )
}

function Passcode({ ending, ...secret }: { ending: string; newPassword?: string }) {
  const act = useAct(finishRecovery)
  const enter = useEnter()
  const finish = async (code: string) => {
    if (!(await act.send({ body: { code, ...secret } }))) return false
    announce('復旧が完了しました。24時間は、チャージできる金額が少なくなります。')
    await enter()
    return true
  }
  return (
    <div ref={focusFirst} className="flex flex-col gap-5">
      <p>末尾が{ending}の電話番号に、SMSで認証コードを送りました。</p>
      <CodeStep way="sms" act={act} deed="復旧を完了する" onCode={finish} />
      <Notice title="復旧すると">
        これまでの2段階認証（認証アプリ、パスキー、リカバリーコード）は解除され、ほかの端末からはログアウトします。
      </Notice>
    </div>
  )
}
