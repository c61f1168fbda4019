import { type FormEvent, useState } from 'react'
import { setPhone } from '#contract/sign-in.ts'
import { codeOf } from '../../lib/ask.ts'
import { digitsOf } from '../../lib/digits.ts'
import { refreshMe } from '../../lib/session.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

/** The mobile number for the second step; hyphens and full-width digits are fine. */
export function PhoneForm({ onDone }: { onDone: () => void }) {
  const [phone, type] = useState('')
  const [missing, setMissing] = useState(false)
  const act = useGuardedAct(setPhone, async () => {
    await refreshMe().catch(() => undefined)
    onDone()
  })
  const say = useTroubleWords()
  const refused = codeOf(act.trouble) === 'phone_not_mobile' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const empty = digitsOf(phone) === ''
    setMissing(empty)
    if (!empty) await act.send({ body: { phone } })
  }
  return (
    <>
      {act.gate}
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('phone')}
          help={t('phoneHelp')}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          value={phone}
          onChange={type}
          error={missing ? t('phoneMissing') : refused}
        />
        <TroubleNotice trouble={act.trouble} except={['phone_not_mobile']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('register')}
        </Button>
      </form>
    </>
  )
}
