import { type FormEvent, useCallback, useRef, useState } from 'react'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { beginHelpAtDesk, helperDigits } from '#contract/relatives.ts'
import { type Trouble, useAct } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { digitsOf } from '../../lib/digits.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PinPad } from '../../ui/PinPad.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Caps, CapsStep } from './CapsStep.tsx'
import { type Papers, PapersStep } from './PapersStep.tsx'

type Body = BodyOf<typeof beginHelpAtDesk>
type Begun = ReplyOf<typeof beginHelpAtDesk>
type Relative = { by: 'card'; code: string } | Papers

/** Begins a help at the desk, one question after the other; the card's holder types the PIN at the end. */
export function BeginForm({ byName, onClose }: { byName: boolean; onClose: () => void }) {
  const [helperCode, setHelperCode] = useState<string | null>(null)
  const [relative, setRelative] = useState<Relative | null>(null)
  const [caps, setCaps] = useState<Caps | null>(null)
  const [begun, setBegun] = useState<Begun | null>(null)
  const id = useRef(makeId())
  const act = useAct(beginHelpAtDesk)
  const send = async (of: Body['relative'], allowed: Caps) => {
    if (helperCode === null) return
    const reply = await act.send({ body: { id: id.current, helperCode, relative: of, ...allowed } })
    if (reply) setBegun(reply)
  }
  const again = () => {
    act.forget()
    // Another wish is another help.
    id.current = makeId()
    setHelperCode(null)
    setRelative(null)
    setCaps(null)
  }
  const withCaps = (allowed: Caps) => {
    setCaps(allowed)
    if (relative?.by === 'papers') void send(relative, allowed)
  }
  return (
    <>
      {begun ? (
        <Done begun={begun} />
      ) : helperCode === null ? (
        <CodeStep onCode={setHelperCode} />
      ) : relative === null ? (
        <RelativeStep byName={byName} onRelative={setRelative} />
      ) : caps === null ? (
        <CapsStep onCaps={withCaps} />
      ) : (
        <SendStep
          {...{ relative, act }}
          onPin={(code, pin) => void send({ by: 'card', code, pin }, caps)}
          onAgain={again}
        />
      )}
      <Button look="quiet" onPress={onClose}>
        {begun ? '閉じる' : 'やめる'}
      </Button>
    </>
  )
}

type SendStepProps = {
  relative: Relative
  act: { busy: boolean; trouble: Trouble }
  onPin: (code: string, pin: string) => void
  onAgain: () => void
}

function SendStep({ relative, act: { busy, trouble }, onPin, onAgain }: SendStepProps) {
  return (
    <>
      <TroubleNotice trouble={trouble} />
      {relative.by === 'card' ? (
        <PinPad
          label="カードの暗証番号（4桁）"
          help="手伝ってもらうご本人に、入力してもらいます。"
          busy={busy}
          onPin={(pin) => onPin(relative.code, pin)}
        />
      ) : null}
      {trouble ? (
        <Button look="outline" onPress={onAgain}>
          はじめからやり直す
        </Button>
      ) : null}
    </>
  )
}

function Done({ begun: { state, helper, relative } }: { begun: Begun }) {
  return (
    <output className="block">
      {state === 'live' ? (
        <Notice tone="good" title="お手伝いが始まりました">
          {`${helper} 様が、${relative} 様をお手伝いします。`}
        </Notice>
      ) : (
        <Notice title="別の担当者の承認を待っています">
          {`${helper} 様が ${relative} 様をお手伝いする受け付けをしました。`}
        </Notice>
      )}
    </output>
  )
}

type DigitsFormProps = { label: string; length: number; deed: string; onDigits: (digits: string) => void }

/** So many digits, typed where no camera helps. */
function DigitsForm({ label, length, deed, onDigits }: DigitsFormProps) {
  const [digits, setDigits] = useState('')
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (digits.length === length) onDigits(digits)
  }
  const short = tried && digits.length < length
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        label={`${label}（${length}桁）`}
        inputMode="numeric"
        autoComplete="off"
        value={digits}
        onChange={(text) => setDigits(digitsOf(text).slice(0, length))}
        error={short ? `番号を${length}桁すべて入力してください。` : undefined}
      />
      <Button type="submit" look="outline">
        {deed}
      </Button>
    </form>
  )
}

/** The code on the helper's phone, by camera or typed. */
function CodeStep({ onCode }: { onCode: (code: string) => void }) {
  const read = useCallback(async (text: string) => onCode(text), [onCode])
  return (
    <>
      <p>手伝う方のアプリの「お手伝いのコード」を読み取るか、番号を入力してください。</p>
      <CameraView onText={read} otherwise="次へ" />
      <DigitsForm label="手伝う方の番号" length={helperDigits} deed="次へ" onDigits={onCode} />
    </>
  )
}

const digitsOnCard = 44

type RelativeStepProps = { byName: boolean; onRelative: (relative: Relative) => void }

/** Who is to be helped: the card in hand, or somebody for whom papers speak. */
function RelativeStep({ byName, onRelative }: RelativeStepProps) {
  const [by, setBy] = useState<'card' | 'papers'>('card')
  const read = useCallback(async (code: string) => onRelative({ by: 'card', code }), [onRelative])
  return (
    <>
      <RadioCards
        label="手伝ってもらう方の確かめ方"
        value={by}
        onChange={setBy}
        cards={[
          { value: 'card', title: 'QRカードと暗証番号', note: 'ご本人がいます。すぐに始まります' },
          { value: 'papers', title: '書類で確かめる', note: '未成年・後見など。別の担当者が承認します' },
        ]}
      />
      {by === 'card' ? (
        <>
          <p>手伝ってもらう方のQRカードを読み取ってください。</p>
          <CameraView onText={read} otherwise="番号" />
          <DigitsForm
            label="カードの裏のバーコードの番号"
            length={digitsOnCard}
            deed="この番号で進む"
            onDigits={(code) => onRelative({ by: 'card', code })}
          />
        </>
      ) : (
        <PapersStep byName={byName} onPapers={onRelative} />
      )}
    </>
  )
}
