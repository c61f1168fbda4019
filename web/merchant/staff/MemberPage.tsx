import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import {
  changeStaffMember,
  endStaffMember,
  inviteStaffMember,
  listStaffMembers,
  setStaffPin,
} from '#contract/staff.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { PinField } from '../till/PinField.tsx'
import { checkPin } from './NewMemberPage.tsx'
import { roleNames, roleNotes, roles } from './role-names.ts'
import { type Member, sayWaysIn } from './StaffPage.tsx'

/** One colleague: name and role, PIN, invitation, and the end of the account. */
export function MemberPage() {
  const { memberId } = useParams({ strict: false }) as { memberId: string }
  const query = useAsk(listStaffMembers)
  return (
    <ShopPage title="スタッフの設定" back={merchantPaths.staff}>
      <Asked of={query}>
        {({ members }) => {
          const member = members.find(({ id }) => id === memberId)
          if (!member) return <Notice>このスタッフは、もう登録されていません。</Notice>
          return (
            <>
              <p className="text-lg font-bold">
                {member.name}
                <span className="block text-sm font-normal text-ink-soft">{sayWaysIn(member)}</span>
              </p>
              <Basics key={`${member.name} ${member.role}`} of={member} />
              <Pin of={member} />
              {member.signsIn ? null : <Invitation of={member} />}
              <Ending of={member} />
            </>
          )
        }}
      </Asked>
    </ShopPage>
  )
}

const partClass = 'flex flex-col gap-4 rounded-16 border border-line bg-card p-4'

function Basics({ of: { id, name, role } }: { of: Member }) {
  const act = useAct(changeStaffMember)
  const [typed, setTyped] = useState({ name, role })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!typed.name.trim() || !(await act.send({ params: { id }, body: typed }))) return
    announce('変更しました。')
    askAnew(listStaffMembers)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className={partClass}>
      <TextField
        label="お名前"
        value={typed.name}
        onChange={(next) => setTyped({ ...typed, name: next })}
        maxLength={40}
        error={typed.name.trim() ? undefined : 'お名前を入力してください。'}
      />
      <RadioCards
        label="役割"
        value={typed.role}
        onChange={(next) => setTyped({ ...typed, role: next })}
        cards={roles.map((each) => ({
          value: each,
          title: roleNames[each],
          note: roleNotes[each],
        }))}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" busy={act.busy}>
        変更する
      </Button>
    </form>
  )
}

function Pin({ of: { id, hasPin } }: { of: Member }) {
  const act = useAct(setStaffPin)
  const [pin, setPin] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (checkPin(pin) || !(await act.send({ params: { id }, body: { pin } }))) return
    setPin('')
    setTried(false)
    announce('PINを決めました。')
    askAnew(listStaffMembers)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className={partClass}>
      <PinField
        label={hasPin ? '新しいPIN（4〜6桁）' : 'PIN（4〜6桁）'}
        help="お店のレジの端末で、お名前と一緒に使います。"
        value={pin}
        onChange={setPin}
        error={tried ? checkPin(pin) : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" look="outline" busy={act.busy}>
        {hasPin ? 'PINを決め直す' : 'PINを決める'}
      </Button>
    </form>
  )
}

function Invitation({ of }: { of: Member }) {
  const act = useAct(inviteStaffMember)
  const [mail, setMail] = useState(of.mail ?? '')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (checkMail(mail)) return
    if (!(await act.send({ params: { id: of.id }, body: { mail: mail.trim() } }))) return
    announce('招待メールを送りました。')
    askAnew(listStaffMembers)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className={partClass}>
      <TextField
        label="招待するメールアドレス"
        help="ご本人にリンクを送ります。前に送ったリンクは使えなくなります。"
        type="email"
        inputMode="email"
        autoComplete="off"
        value={mail}
        onChange={setMail}
        error={tried ? checkMail(mail) : undefined}
      />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" look="outline" busy={act.busy}>
        {of.mail ? '招待メールを送り直す' : '招待メールを送る'}
      </Button>
    </form>
  )
}

function Ending({ of: { id, name } }: { of: Member }) {
  const { history } = useRouter()
  const act = useAct(endStaffMember)
  const [asking, setAsking] = useState(false)
  const end = async () => {
    if (!(await act.send({ params: { id } }))) return
    announce('アカウントを終了しました。')
    askAnew(listStaffMembers)
    history.push(`/merchant${merchantPaths.staff}`)
  }
  return (
    <>
      <Button look="quiet" onPress={() => setAsking(true)}>
        アカウントを終了する
      </Button>
      <Sheet
        title={`${name}さんのアカウントを終了しますか`}
        open={asking}
        onClose={() => setAsking(false)}
        mustAnswer
      >
        <p>次の操作から、ログインもPINも使えなくなります。これまでの記録のお名前は残ります。</p>
        <TroubleNotice trouble={act.trouble} />
        <Button look="danger" size="large" wide busy={act.busy} onPress={() => void end()}>
          終了する
        </Button>
        <Button look="quiet" onPress={() => setAsking(false)}>
          戻る
        </Button>
      </Sheet>
    </>
  )
}
