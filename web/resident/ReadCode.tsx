import { useLocation } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Trouble } from '../lib/ask.ts'
import { CameraView } from '../lib/CameraView.tsx'
import { digitsOf } from '../lib/digits.ts'
import { TroubleNotice } from '../lib/Trouble.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'

/** What is said around reading: with a code that was brought along, before the camera, and while typing. */
type ReadWords = {
  brought: string
  scan: string
  type: string
  digits: string
  short: string
  next: string
}

type ReadCodeProps = {
  /** How many digits stand below the code. */
  length: number
  words: ReadWords
  busy: boolean
  trouble: Trouble
  onText: (text: string) => Promise<void>
}

/** Somebody else's code is scanned, typed, or was brought along by the phone's own camera. */
export function ReadCode({ length, words, busy, trouble, onText }: ReadCodeProps) {
  const secret = useLocation({ select: ({ hash }) => hash })
  const [typing, setTyping] = useState(false)
  return (
    <>
      {typing ? null : secret ? (
        <>
          <p>{words.brought}</p>
          <Button size="large" wide busy={busy} onPress={() => void onText(secret)}>
            {words.next}
          </Button>
        </>
      ) : (
        <>
          <p>{words.scan}</p>
          <CameraView onText={onText} otherwise={words.type} />
        </>
      )}
      <TroubleNotice trouble={trouble} />
      {typing ? (
        <TypeNumber length={length} words={words} busy={busy} onDigits={(digits) => void onText(digits)} />
      ) : (
        <Button look="outline" size="large" wide onPress={() => setTyping(true)}>
          {words.type}
        </Button>
      )}
    </>
  )
}

type TypeNumberProps = Pick<ReadCodeProps, 'length' | 'words' | 'busy'> & {
  onDigits: (digits: string) => void
}

function TypeNumber({ length, words, busy, onDigits }: TypeNumberProps) {
  const [digits, setDigits] = useState('')
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShort(digits.length < length)
    if (digits.length === length) onDigits(digits)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={words.digits}
        inputMode="numeric"
        autoComplete="off"
        value={digits.replace(/(\d{5})(?=\d)/g, '$1 ')}
        onChange={(text) => {
          setShort(false)
          setDigits(digitsOf(text).slice(0, length))
        }}
        error={short ? words.short : undefined}
        className="text-center text-2xl font-bold tracking-wider tabular-nums"
      />
      <Button type="submit" size="large" wide busy={busy}>
        {words.next}
      </Button>
    </form>
  )
}
