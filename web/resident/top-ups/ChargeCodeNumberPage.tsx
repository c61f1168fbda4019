import { type FormEvent, useState } from 'react'
import { canBeCode, codeDigits } from '#contract/charge-codes.ts'
import { codeOf } from '../../lib/ask.ts'
import { digitsOf } from '../../lib/digits.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { useRedeemCode } from './use-redeem-code.ts'
import { t } from '../words/top-ups.ts'

const besideField = [
  'charge_code_wrong',
  'charge_code_used',
  'charge_code_expired',
  'charge_code_void',
] as const

const spaced = (digits: string) => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ')

/** The sixteen digits of a charge code. A slip of the finger is noticed here: it costs no try. */
export function ChargeCodeNumberPage() {
  const [digits, setDigits] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { redeem, busy, trouble, forget } = useRedeemCode()
  const say = useTroubleWords()
  const refused = trouble && besideField.some((code) => code === codeOf(trouble)) ? say(trouble) : undefined
  const change = (text: string) => {
    forget()
    setWrong(undefined)
    setDigits(digitsOf(text).slice(0, codeDigits))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (digits.length < codeDigits) setWrong(t('codeShort', { length: digits.length }))
    else if (!canBeCode(digits)) setWrong(t('codeMistyped'))
    else void redeem(digits)
  }
  return (
    <Screen title={t('codeTypeTitle')} back={paths.chargeCode} nav={false}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <TextField
          label={t('codeNumber')}
          help={t('codeNumberHelp')}
          inputMode="numeric"
          autoComplete="off"
          value={spaced(digits)}
          onChange={change}
          error={wrong ?? refused}
          className="text-center text-[min(1.5rem,6cqi)] font-bold tracking-wider tabular-nums"
        />
        <TroubleNotice trouble={trouble} except={besideField} />
        <Button type="submit" size="large" wide busy={busy}>
          {t('topUpNow')}
        </Button>
      </form>
    </Screen>
  )
}
