import { type FormEvent, type ReactNode, useState } from 'react'
import type { requestStaffPasswordReset } from '#contract/recovery.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { TextField } from '../ui/TextField.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useAct } from './ask.ts'
import { checkMail } from './check.ts'
import { TroubleNotice } from './Trouble.tsx'

type ForgottenPasswordProps = {
  /** Where the wish goes: that of the office takes the same. */
  endpoint: typeof requestStaffPasswordReset
  /** What else may be the matter when no mail comes. */
  notCome: string
  /** The link back to the sign-in. */
  back: ReactNode
}

/**
 * パスワードを忘れたとき, as the merchant app and the console have it: asks for a link, and says the same whether the
 * address has an account or not.
 */
export function ForgottenPassword({ endpoint, notCome, back }: ForgottenPasswordProps) {
  const [mail, setMail] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(endpoint)
  const wrong = checkMail(mail)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!wrong && (await act.send({ body: { mail: mail.trim() } }))) setSentTo(mail.trim())
  }
  if (sentTo !== null) {
    return (
      <Page key="sent" title="メールをご確認ください" top={<TopBar />}>
        <Notice tone="good" title="受け付けました">
          {sentTo} が登録されていれば、パスワードを決め直すためのメールが届きます。
        </Notice>
        <Notice title="メールが届かないとき">
          迷惑メールのフォルダーと、アドレスのつづりを確かめてください。{notCome}
        </Notice>
        <Button look="outline" wide onPress={() => setSentTo(null)}>
          アドレスを直す・もう一度送る
        </Button>
        {back}
      </Page>
    )
  }
  return (
    <Page key="ask" title="パスワードを忘れたとき" top={<TopBar />}>
      <p>ログインに使うメールアドレスに、パスワードを決め直すためのリンクを送ります。</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="メールアドレス"
          type="email"
          inputMode="email"
          autoComplete="username"
          value={mail}
          onChange={setMail}
          maxLength={254}
          error={tried ? wrong : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          リンクをメールで受け取る
        </Button>
      </form>
      {back}
    </Page>
  )
}
