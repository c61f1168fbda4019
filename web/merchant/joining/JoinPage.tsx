import { type FormEvent, useState } from 'react'
import { startApplication } from '#contract/joining.ts'
import { useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TopBar } from '../../ui/TopBar.tsx'

/** Where a shop begins to join: the address to which the link of its application goes. */
export function JoinPage() {
  const { appName, coinName, pointsName } = useTown()
  const [mail, setMail] = useState('')
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState(false)
  const act = useAct(startApplication)
  const error = checkMail(mail)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!error && (await act.send({ body: { mail: mail.trim() } }))) setSent(true)
  }
  if (sent) {
    return (
      <Page key="sent" title="メールをご確認ください" top={<TopBar />}>
        <Notice tone="good" title={mail}>
          お申し込みページのリンクを送りました。リンクを開くと、入力を始められます。
        </Notice>
        <p>届かないときは、迷惑メールのフォルダーと、アドレスのつづりを確かめてください。</p>
        <Button look="quiet" onPress={() => setSent(false)}>
          メールアドレスを直す・もう一度送る
        </Button>
      </Page>
    )
  }
  return (
    <Page key="ask" title="加盟店のお申し込み" top={<TopBar />}>
      <p>
        お店で{coinName}と{pointsName}を受け取れるようになります。{appName}
        の事務局が内容を確認し、結果をメールでお知らせします。
      </p>
      <section className="rounded-16 border border-line bg-card p-4">
        <h2 className="font-bold">お手もとにご用意ください</h2>
        <ul className="list-disc pt-1 pl-5">
          <li>法人番号（法人の方）</li>
          <li>振込先の通帳かキャッシュカード</li>
          <li>営業許可証などの書類（PDFか写真）</li>
        </ul>
        <p className="pt-2 text-ink-soft">10分ほどで終わります。途中でやめても、続きから入力できます。</p>
      </section>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="メールアドレス"
          help="お申し込みの続きと、結果のお知らせに使います。承認後は、ログインにも使います。"
          type="email"
          inputMode="email"
          autoComplete="email"
          value={mail}
          onChange={setMail}
          maxLength={254}
          error={tried ? error : undefined}
        />
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          リンクをメールで受け取る
        </Button>
      </form>
    </Page>
  )
}
