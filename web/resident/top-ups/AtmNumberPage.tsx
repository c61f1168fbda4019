import { type FormEvent, useState } from 'react'
import { digitsOf } from '../../lib/digits.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { useLinkAtm } from './use-link-atm.ts'
import { t } from '../words/top-ups.ts'

const numberLength = 10

/** The ten digits below the code on the machine, for when the camera does not help. */
export function AtmNumberPage() {
  const [number, setNumber] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const { found, busy, trouble } = useLinkAtm()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTooShort(number.length < numberLength)
    if (number.length === numberLength) void found(number)
  }
  return (
    <Screen title={t('atmTypeTitle')} back={paths.atm} nav={false}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label={t('atmNumber')}
          help={t('atmNumberHelp')}
          inputMode="numeric"
          autoComplete="off"
          value={number}
          onChange={(text) => setNumber(digitsOf(text).slice(0, numberLength))}
          error={tooShort ? t('atmNumberShort') : undefined}
          className="text-center text-2xl font-bold tracking-[0.15em] tabular-nums"
        />
        <TroubleNotice trouble={trouble} />
        <Button type="submit" size="large" wide busy={busy}>
          {t('next')}
        </Button>
      </form>
    </Screen>
  )
}
