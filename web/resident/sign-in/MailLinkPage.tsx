import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { verifyMail } from '#contract/sign-in.ts'
import { codeOf, queryClient, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { meQuery } from '../../lib/session.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'

/**
 * The page that the link in the mail opens. It asks for one tap, because mail scanners open links by
 * themselves and would otherwise prove addresses that nobody reads.
 */
export function MailLinkPage() {
  const { token } = useSearch({ from: paths.mailVerification })
  const [mail, setMail] = useState<string | null>(null)
  const act = useAct(verifyMail)
  const signedOut = codeOf(act.trouble) === 'not_signed_in'
  const verify = async () => {
    const reply = await act.send({ body: { token: token ?? '' } })
    if (!reply) return
    setMail(reply.mail)
    await queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
  }
  if (mail) {
    return (
      <Screen key="done" title="メールアドレスが認証されました" nav={false}>
        <Notice tone="good">{mail} の認証が完了しました。</Notice>
        <Link to={paths.proofs} className={buttonClass('coin', 'large', true)}>
          認証設定へ
        </Link>
      </Screen>
    )
  }
  return (
    <Screen key="ask" title="メール認証" nav={false}>
      {token && signedOut ? <SignInFirst token={token} /> : null}
      {token && !signedOut ? (
        <>
          <p>下のボタンを押すと、メールアドレスの認証が完了します。</p>
          <TroubleNotice trouble={act.trouble} />
          <Button size="large" wide busy={act.busy} onPress={() => void verify()}>
            メールアドレスを認証する
          </Button>
        </>
      ) : null}
      {token ? null : (
        <Notice tone="bad">リンクが途中で切れています。メールのリンクをもう一度タップしてください。</Notice>
      )}
      <Link to={paths.home} className={buttonClass('quiet')}>
        ホームへ
      </Link>
    </Screen>
  )
}

/** The mail was opened in a browser where nobody is signed in: only the owner of the account can prove its address. */
function SignInFirst({ token }: { token: string }) {
  const next = `${paths.mailVerification}?${new URLSearchParams({ token })}`
  return (
    <>
      <Notice title="この画面では、まだログインしていません">
        登録した端末でリンクを開くか、ここでログインしてください。ログインすると、この画面に戻ります。
      </Notice>
      <Link to={paths.signIn} search={{ next }} className={buttonClass('coin', 'large', true)}>
        ログインして続ける
      </Link>
    </>
  )
}
