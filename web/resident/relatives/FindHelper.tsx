import { useLocation } from '@tanstack/react-router'
import { type FormEvent, useCallback, useState } from 'react'
import { findHelper, helperDigits } from '#contract/relatives.ts'
import { useAct } from '../../lib/ask.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { digitsOf } from '../../lib/digits.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/relatives.ts'

/** Whose code was read. */
export type FoundHelper = { code: string; name: string }

/** The first step: the helper's code is scanned, typed, or was brought along by the phone's own camera. */
export function FindHelper({ onFound }: { onFound: (found: FoundHelper) => void }) {
  const secret = useLocation({ select: ({ hash }) => hash })
  const { send, busy, trouble } = useAct(findHelper)
  const [typing, setTyping] = useState(false)
  const find = useCallback(
    async (code: string) => {
      const helper = await send({ body: { code } })
      if (helper) onFound({ code, name: helper.name })
    },
    [send, onFound],
  )
  return (
    <Screen title={t('chooseHelper')} back={paths.family} nav={false}>
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
        <TypeNumber busy={busy} onDigits={(digits) => void find(digits)} />
      ) : (
        <Button look="outline" size="large" wide onPress={() => setTyping(true)}>
          {t('typeNumber')}
        </Button>
      )}
    </Screen>
  )
}

function TypeNumber({ busy, onDigits }: { busy: boolean; onDigits: (digits: string) => void }) {
  const [digits, setDigits] = useState('')
  const [short, setShort] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShort(digits.length < helperDigits)
    if (digits.length === helperDigits) onDigits(digits)
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
          setDigits(digitsOf(text).slice(0, helperDigits))
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
