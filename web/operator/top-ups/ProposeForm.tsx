import { useRef, useState } from 'react'
import { proposeResolution } from '#contract/unresolved-top-ups.ts'
import { useAct } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import type { UnresolvedTopUp } from './UnresolvedTopUpsPage.tsx'
import { verdictWords } from './words.ts'

type Verdict = keyof typeof verdictWords
type ProposeFormProps = { topUp: UnresolvedTopUp; onClose: () => void; onDone: () => void }

/** What may be said of a top-up: one without a wallet to go to cannot be credited. */
function verdictsOf({ state, attention }: UnresolvedTopUp): Verdict[] {
  if (state === 'succeeded') return ['noted']
  return attention === 'wallet_closed' ? ['not_taken'] : ['succeeded', 'not_taken']
}

/** What one person found out at the provider; another one confirms it. */
export function ProposeForm({ topUp, onClose, onDone }: ProposeFormProps) {
  const verdicts = verdictsOf(topUp)
  const [verdict, setVerdict] = useState<Verdict | null>(verdicts.length === 1 ? (verdicts[0] ?? null) : null)
  const [reference, setReference] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const id = useRef(makeId())
  const act = useAct(proposeResolution)
  const needsReference = verdict === 'succeeded'
  const missingReference = needsReference && reference.trim() === ''
  const submit = async () => {
    setTried(true)
    if (verdict === null || missingReference || note.trim() === '') return
    const providerRef = needsReference ? reference.trim() : null
    const body = { id: id.current, verdict, providerRef, note: note.trim() }
    if (await act.send({ params: { topUpId: topUp.id }, body })) onDone()
  }
  return (
    <OfficeForm deed="登録する" {...act} onSubmit={submit} onClose={onClose}>
      <RadioCards
        label="決済会社の管理画面で分かったこと"
        value={verdict}
        onChange={setVerdict}
        cards={verdicts.map((value) => ({ value, title: verdictWords[value] }))}
      />
      {tried && verdict === null ? <p className="text-red-900">どちらかを選んでください。</p> : null}
      {needsReference ? (
        <TextField
          label="決済会社の照会番号"
          help="管理画面に出ている番号を、そのまま入力してください。"
          value={reference}
          onChange={setReference}
          maxLength={100}
          error={tried && missingReference ? '照会番号を入力してください。' : undefined}
        />
      ) : null}
      <TextField
        label="確かめたこと"
        help="だれに、何を見て確かめたか。記録に残ります。"
        value={note}
        onChange={setNote}
        maxLength={400}
        error={tried && note.trim() === '' ? '確かめたことを入力してください。' : undefined}
      />
    </OfficeForm>
  )
}
