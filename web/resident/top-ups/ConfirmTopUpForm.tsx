import { type FormEvent, useState } from 'react'
import { readSmsDelivery } from '#contract/passcodes.ts'
import { confirmTopUp, resendTopUpPasscode } from '#contract/top-ups.ts'
import { Fault } from '../../lib/api.ts'
import { askAnew, codeOf, useAct } from '../../lib/ask.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { saySource } from '../../lib/words/means.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeField, codeLength } from '../../ui/CodeField.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { SmsDelivery } from '../SmsDelivery.tsx'
import type { TopUp } from './TopUpDetailPage.tsx'
import { t } from '../words/top-ups.ts'

type ConfirmTopUpFormProps = { topUp: TopUp; onChange: (topUp: TopUp) => void }

/** 認証(チャージ): the passcode of the SMS confirms the amount and the account. */
export function ConfirmTopUpForm({ topUp, onChange }: ConfirmTopUpFormProps) {
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const confirm = useAct(confirmTopUp)
  const resend = useAct(resendTopUpPasscode)
  const say = useTroubleWords()
  const wrong =
    codeOf(confirm.trouble) === 'passcode_wrong' && confirm.trouble ? say(confirm.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setMissing(code.length < codeLength)
    if (code.length < codeLength) return
    const changed = await confirm.send({ params: { id: topUp.id }, body: { code } })
    // The code stays: without an answer nobody knows whether it was used, and the same one can be sent again.
    if (changed) onChange(changed)
  }
  const sendAgain = async () => {
    const changed = await resend.send({ params: { id: topUp.id } })
    if (!changed) return
    announce(t('smsSentAgain'))
    askAnew(readSmsDelivery)
    onChange(changed)
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Facts
        facts={[
          [t('amount'), <Amount key="amount" value={topUp.amount} unit="yen" size="large" />],
          [t('source'), saySource(topUp)],
          ...(topUp.bonus.points === 0
            ? []
            : [
                [
                  t('bonusToGet'),
                  <span key="bonus" className="text-points-800">
                    <Amount value={topUp.bonus.points} unit="points" sign />
                  </span>,
                ] as const,
              ]),
        ]}
      />
      <SmsDelivery />
      <CodeField
        label={t('passcode')}
        help={t('passcodeHelp')}
        value={code}
        onChange={setCode}
        error={missing ? t('passcodeShort') : wrong}
      />
      <TroubleNotice trouble={confirm.trouble} except={['passcode_wrong']} />
      {confirm.trouble instanceof Fault ? <Notice tone="info">{t('neverTwice')}</Notice> : null}
      <TroubleNotice trouble={resend.trouble} />
      <Button type="submit" size="large" wide busy={confirm.busy}>
        {t('confirmTopUp')}
      </Button>
      <Button look="quiet" busy={resend.busy} onPress={() => void sendAgain()}>
        {t('sendAgain')}
      </Button>
    </form>
  )
}
