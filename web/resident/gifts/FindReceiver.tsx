import { useLocation } from '@tanstack/react-router'
import { type FormEvent, useCallback, useState } from 'react'
import { findGiftReceiver, giftDigits } from '#contract/gifts.ts'
import { useAct } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { digitsOf } from '../../lib/digits.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/gifts.ts'

/** Whose code was read. */
export type Found = { code: string; name: string | null }

/** The first step of おくる: the code is scanned, typed, or was brought along by the phone's own camera. */
export function FindReceiver({ onFound }: { onFound: (found: Found) => void }) {
  const secret = useLocation({ select: ({ hash }) => hash })
  const { send, busy, trouble } = useAct(findGiftReceiver)
  const [typing, setTyping] = useState(false)
  const find = useCallback(
    async (code: string) => {
      const receiver = await send({ body: { code } })
      if (receiver) onFound({ code, name: receiver.name })
    },
    [send, onFound],
  )
  return (
    <Screen title={t('give')} back={paths.gifts} nav={false}>
      {typing ? null : secret ? (
        <>
          <p>{t('codeRead')}</p>
          <Button size="large" wide busy={busy} onPress={() => void find(secret)}>
            {t('next')}
          </Button>
        </>
      ) : (
        <>
          <p>{t('scanHint')}</p>
          <CameraView onText={find} otherwise={t('typeNumber')} />
        </>
      )}
      <TroubleNotice trouble={trouble} />
      {typing ? (
        <TypeNumber busy={busy} onDigits={find} />
      ) : (
        <Button look="outline" size="large" wide onPress={() => setTyping(true)}>
          {t('typeNumber')}
        </Button>
      )}
    </Screen>
  )
}

type TypeNumberProps = { busy: boolean; onDigits: (digits: string) => Promise<void> }

function TypeNumber({ busy, onDigits }: TypeNumberProps) {
  const [digits, setDigits] = useState('')
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShort(digits.length < giftDigits)
    if (digits.length === giftDigits) void onDigits(digits)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        label={t('digits')}
        inputMode="numeric"
        autoComplete="off"
        value={digits.replace(/(\d{5})(?=\d)/g, '$1 ')}
        onChange={(text) => {
          setShort(false)
          setDigits(digitsOf(text).slice(0, giftDigits))
        }}
        error={short ? t('digitsShort') : undefined}
        className="text-center text-2xl font-bold tracking-wider tabular-nums"
      />
      <Button type="submit" size="large" wide busy={busy}>
        {t('next')}
      </Button>
    </form>
  )
}
