import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { passwordMin } from '#contract/sign-in.ts'
import { acceptStaffInvitation, readStaffInvitation } from '#contract/staff.ts'
import { codeOf, forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TextField } from '../../ui/TextField.tsx'
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
          メールのリンクをもう一度タップするか、お店の人に招待を送り直してもらってください。
        </Notice>
      )}
    </Page>
  )
}

function Invited({ token }: { token: string }) {
  const query = useAsk(readStaffInvitation, { body: { token } })
  return (
    <Asked of={query}>
      {({ storeName, name, role, mail }) => (
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
          <PasswordChoice token={token} />
        </>
      )}
    </Asked>
  )
}

function PasswordChoice({ token }: { token: string }) {
  const { history } = useRouter()
  const act = useAct(acceptStaffInvitation)
  const say = useTroubleWords()
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [tried, setTried] = useState(false)
  const wrong = checkNewPassword(password, passwordMin)
  const weak = codeOf(act.trouble) === 'password_too_weak' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong || !(await act.send({ body: { token, password } }))) return
    forgetAnswers()
    rememberTown()
    history.push(`/merchant${merchantPaths.home}`)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <div>
        <TextField
          label="あなたのパスワード"
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
      <TroubleNotice trouble={act.trouble} except={['password_too_weak']} />
      <Button type="submit" size="large" wide busy={act.busy}>
        パスワードを決めてはじめる
      </Button>
    </form>
  )
}
