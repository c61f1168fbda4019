import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { addStaffMember, isEasyPin, listStaffMembers, setStaffPin, type StaffRole } from '#contract/staff.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { PinField } from '../till/PinField.tsx'
import { roleNames, roleNotes, roles } from './role-names.ts'

/** A colleague is added: invited by mail, or at tills by a PIN that the owner hands over. */
export function NewMemberPage() {
  const [typed, setTyped] = useState<Typed>({ name: '', role: 'till', way: 'pin', mail: '', pin: '' })
  const [tried, setTried] = useState(false)
  const { add, busy, trouble } = useAdding()
  const byMail = comesByMail(typed)
  const wrong = byMail ? checkMail(typed.mail) : checkPin(typed.pin)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (typed.name.trim() && !wrong) await add(typed)
  }
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  return (
    <ShopPage title="スタッフを追加する" back={merchantPaths.staff}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label="お名前"
          help="履歴や返金の記録に、この名前が残ります。"
          value={typed.name}
          onChange={(name) => change({ name })}
          maxLength={40}
          error={tried && !typed.name.trim() ? 'お名前を入力してください。' : undefined}
        />
        <RadioCards
          label="役割"
          value={typed.role}
          onChange={(role) => change({ role })}
          cards={roles
            .toReversed()
            .map((each) => ({ value: each, title: roleNames[each], note: roleNotes[each] }))}
        />
        <WayIn typed={typed} onChange={change} error={tried ? wrong : undefined} />
        <TroubleNotice trouble={trouble} />
        <Button type="submit" size="large" wide busy={busy}>
          {byMail ? '招待メールを送る' : '追加する'}
        </Button>
      </form>
    </ShopPage>
  )
}

type Typed = { name: string; role: StaffRole; way: 'mail' | 'pin'; mail: string; pin: string }

/** Who answers for the shop signs in by mail. */
const comesByMail = ({ role, way }: Typed) => role !== 'till' || way === 'mail'

/** Adds the colleague and leads to the list. Sent again after no answer came, it is the same colleague. */
function useAdding() {
  const { history } = useRouter()
  const adding = useAct(addStaffMember)
  const pinning = useAct(setStaffPin)
  const sent = useRef({ id: makeId(), text: '' })
  async function add(typed: Typed): Promise<void> {
    const byMail = comesByMail(typed)
    const said = { name: typed.name.trim(), role: typed.role, mail: byMail ? typed.mail.trim() : null }
    const text = JSON.stringify(said)
    // Something else typed is another colleague.
    if (sent.current.text !== text) sent.current = { id: makeId(), text }
    const { id } = sent.current
    if (!(await adding.send({ body: { id, ...said } }))) return
    if (!byMail && !(await pinning.send({ params: { id }, body: { pin: typed.pin } }))) return
    askAnew(listStaffMembers)
    announce(byMail ? '招待メールを送りました。' : 'スタッフを追加しました。')
    history.push(`/merchant${merchantPaths.staff}`)
  }
  return { add, busy: adding.busy || pinning.busy, trouble: adding.trouble ?? pinning.trouble }
}

type WayInProps = { typed: Typed; onChange: (part: Partial<Typed>) => void; error: string | undefined }

/** How the colleague comes in: only a till may go without a mail address. */
function WayIn({ typed, onChange, error }: WayInProps) {
  return (
    <>
      {typed.role === 'till' ? (
        <RadioCards
          label="ログインのしかた"
          value={typed.way}
          onChange={(way) => onChange({ way })}
          cards={[
            { value: 'pin', title: 'PINだけ', note: 'お店のレジの端末で使います。メールは要りません。' },
            { value: 'mail', title: 'メールで招待する', note: '自分の端末でも使えます。' },
          ]}
        />
      ) : null}
      {comesByMail(typed) ? (
        <TextField
          label="メールアドレス"
          help="ご本人にリンクを送ります（24時間、1回だけ）。ほかのお店で使っているアドレスでもかまいません。"
          type="email"
          inputMode="email"
          autoComplete="off"
          value={typed.mail}
          onChange={(mail) => onChange({ mail })}
          error={error}
        />
      ) : (
        <PinField
          label="PIN（4〜6桁）"
          help="ご本人にだけ伝えてください。あとから決め直せます。"
          value={typed.pin}
          onChange={(pin) => onChange({ pin })}
          error={error}
        />
      )}
    </>
  )
}

/** Gives words for what is wrong with a new PIN; undefined when it may be sent. */
export function checkPin(pin: string): string | undefined {
  if (!/^\d{4,6}$/.test(pin)) return '4桁から6桁の数字を入力してください。'
  if (isEasyPin(pin)) return '同じ数字や続き番号でない、別のPINにしてください。'
  return undefined
}
