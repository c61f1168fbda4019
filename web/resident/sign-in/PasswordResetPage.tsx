import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { requestPasswordReset } from '#contract/recovery.ts'
import { useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'

/** パスワードをお忘れの方: asks for a link, and says the same whether the address has an account or not. */
export function PasswordResetPage() {
  const [mail, type] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(requestPasswordReset)
  const wrong = checkMail(mail)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong) return
    if (await act.send({ body: { mail: mail.trim() } })) setSentTo(mail.trim())
  }
  if (sentTo) {
    return (
      <Screen key="sent" title="パスワードの再設定" back={paths.signIn} nav={false}>
        <Notice tone="good" title="受け付けました">
          <span className="break-all">{sentTo}</span>
          が登録されていれば、数分以内にメールが届きます。メールのリンクは60分間使えます。
        </Notice>
        <Notice title="メールが届かないとき">
          迷惑メールのフォルダもご確認ください。別のアドレスで登録しているかもしれません。GoogleやAppleで登録した方は、そのボタンからログインしてください。
        </Notice>
        <Button look="outline" wide onPress={() => setSentTo(null)}>
          もう一度送る、別のアドレスで試す
        </Button>
        <Link to={paths.signIn} className={buttonClass('quiet')}>
          ログインへ戻る
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title="パスワードの再設定" back={paths.signIn} nav={false}>
      <p>登録したメールアドレスに、新しいパスワードを決めるためのリンクを送ります。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="メールアドレス"
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={type}
          error={tried ? wrong : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          再設定のメールを送る
        </Button>
      </form>
    </Screen>
  )
}
