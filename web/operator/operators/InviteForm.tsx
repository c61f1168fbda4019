import { useRef, useState } from 'react'
import { inviteOperator } from '#contract/operators.ts'
import { useAct } from '../../lib/ask.ts'
import { checkMail } from '../../lib/check.ts'
import { makeId } from '../../lib/uuid.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'

type InviteFormProps = { onDone: () => void; onClose: () => void }

/** Proposes to let somebody into the office, or at a counter. What is typed anew is another wish. */
export function InviteForm({ onDone, onClose }: InviteFormProps) {
  const [typed, setTyped] = useState({ name: '', mail: '', place: '', reason: '' })
  const [duty, setDuty] = useState<'office' | 'counter'>('office')
  const [tried, setTried] = useState(false)
  const act = useAct(inviteOperator)
  const sent = useRef({ id: makeId(), text: '' })
  const put = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part })
  const [name, mail, place, reason] = [typed.name, typed.mail, typed.place, typed.reason].map((each) =>
    each.trim(),
  ) as [string, string, string, string]
  const wrong = {
    name: name === '' ? 'お名前を入力してください。' : undefined,
    mail: checkMail(mail),
    place: duty === 'counter' && place === '' ? '窓口の場所を入力してください。' : undefined,
  }
  const submit = async () => {
    setTried(true)
    if (wrong.name || wrong.mail || wrong.place || reason === '') return
    const wish = { name, mail, place: duty === 'counter' ? place : null, reason }
    const text = JSON.stringify(wish)
    if (sent.current.text !== text) sent.current = { id: makeId(), text }
    if (await act.send({ params: { id: sent.current.id }, body: wish })) onDone()
  }
  const said = (error: string | undefined) => (tried ? error : undefined)
  return (
    <OfficeForm deed="申し込む" {...act} onSubmit={submit} onClose={onClose}>
      <TextField
        label="お名前"
        value={typed.name}
        onChange={(next) => put({ name: next })}
        maxLength={40}
        error={said(wrong.name)}
      />
      <TextField
        label="メールアドレス"
        help="ほかの担当者が確定すると、ここにリンクが届きます。"
        type="email"
        inputMode="email"
        autoComplete="off"
        value={typed.mail}
        onChange={(next) => put({ mail: next })}
        maxLength={254}
        error={said(wrong.mail)}
      />
      <RadioCards
        label="仕事"
        value={duty}
        onChange={setDuty}
        cards={[
          { value: 'office', title: '事務局', note: '運営画面のすべてを使います。' },
          { value: 'counter', title: '窓口', note: '窓口のチャージとQRカードだけを使います。' },
        ]}
      />
      {duty === 'counter' ? (
        <TextField
          label="窓口の場所"
          help="例：大宮区役所 市民課の窓口"
          value={typed.place}
          onChange={(next) => put({ place: next })}
          maxLength={80}
          error={said(wrong.place)}
        />
      ) : null}
      <ReasonField value={typed.reason} onChange={(next) => put({ reason: next })} tried={tried} />
    </OfficeForm>
  )
}
