import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { acceptStaffInvitation, readStaffInvitation } from '#contract/staff.ts'
import { askAnew, codeOf, forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { NewPasswordForm } from '../../lib/NewPasswordForm.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { beginOtherPagesAnew } from '../chosen-store.ts'
import { ShopLink } from '../ShopLink.tsx'
import { roleNames, roleNotes } from '../staff/role-names.ts'

/** What the link of an invitation opens. Opening it alone changes nothing, for mail scanners do that. */
export function InvitationPage() {
  const { token } = useSearch({ strict: false }) as { token?: string }
  return (
    <Page title="加盟店アプリへようこそ" top={<Knot className="mx-auto mt-8 h-16 w-20" />}>
      {token ? (
        <Invited token={token} />
      ) : (
        <Notice tone="bad" title="リンクが途中で切れています">
          メールのリンクをもう一度タップするか、招待した方に、もう一度送ってもらってください。はじめての方は、ログイン画面の「パスワードを忘れたとき」からも受け取れます。
        </Notice>
      )}
    </Page>
  )
}

function Invited({ token }: { token: string }) {
  const query = useAsk(readStaffInvitation, { body: { token } })
  return (
    <Asked of={query}>
      {({ storeName, name, role, mail, hasPassword }) => (
        <>
          <Facts
            facts={[
              ['お店', storeName],
              ['お名前', name],
              ['役割', roleNames[role]],
              ['ログインに使うメールアドレス', mail],
            ]}
          />
          <p>
            {roleNames[role]}は、{roleNotes[role]}
          </p>
          {hasPassword ? <PasswordProof token={token} mail={mail} /> : <PasswordChoice token={token} />}
        </>
      )}
    </Asked>
  )
}

/** Takes the invitation up with a password, and begins the app at the store. */
function useAccepting() {
  const { history } = useRouter()
  const act = useAct(acceptStaffInvitation)
  const accept = async (token: string, password: string) => {
    if (!(await act.send({ body: { token, password } }))) return false
    forgetAnswers()
    beginOtherPagesAnew()
    rememberTown()
    history.push(`/merchant${merchantPaths.home}`)
    return true
  }
  return { accept, trouble: act.trouble, busy: act.busy }
}

function PasswordChoice({ token }: { token: string }) {
  const { accept, trouble, busy } = useAccepting()
  return (
    <NewPasswordForm
      label="あなたのパスワード"
      submit="パスワードを決めてはじめる"
      trouble={trouble}
      busy={busy}
      onSubmit={async (password) => {
        // Another invitation was accepted meanwhile, and its password is the one that counts.
        if (!(await accept(token, password))) askAnew(readStaffInvitation)
      }}
    />
  )
}

/** Somebody who works at another store proves the password that they have, and chooses none. */
function PasswordProof({ token, mail }: { token: string; mail: string }) {
  const { accept, trouble, busy } = useAccepting()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const wrong =
    codeOf(trouble) === 'wrong_mail_or_password'
      ? 'パスワードが違います。加盟店アプリで、いつもお使いのものを入力してください。'
      : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (password && (await accept(token, password))) {
      announce('このお店も開けるようになりました。お店は、メニューの「お店の切り替え」で選べます。')
    }
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Notice title="ほかのお店で、すでにお使いのメールアドレスです">
        いつものパスワードを入力すると、同じログインでこのお店も開けます。ほかのお店は、そのままお使いいただけます。
      </Notice>
      {/* Tells a password manager whose password is asked for. */}
      <input type="email" autoComplete="username" value={mail} readOnly hidden />
      <TextField
        label="いつものパスワード"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={tried && !password ? 'パスワードを入力してください。' : wrong}
      />
      <TroubleNotice trouble={trouble} except={['wrong_mail_or_password']} />
      <Button type="submit" size="large" wide busy={busy}>
        このお店も使いはじめる
      </Button>
      <ShopLink to={merchantPaths.forgottenPassword} className={buttonClass('quiet')}>
        パスワードを忘れたとき
      </ShopLink>
    </form>
  )
}
