import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../../lib/paths.ts'
import { sayPhone } from '../../lib/phone.ts'
import { refreshMe, useMe } from '../../lib/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { BackToBegun } from '../come-back.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Screen } from '../Screen.tsx'
import { PhoneForm } from './PhoneForm.tsx'
import { SwitchOnForm } from './SwitchOnForm.tsx'
import { t } from '../words/sign-in.ts'

type Step = 'start' | 'settings' | 'phone' | 'switch-on'

/** SMS認証: number, passcode, done; each step with the words of the printed guide. */
export function SecondStepPage() {
  const me = useMe()
  const [step, setStep] = useState<Step>('start')
  const [finished, setFinished] = useState(false)
  const navigate = useNavigate()
  const leave = async () => {
    await refreshMe().catch(() => undefined)
    await navigate({ to: paths.proofs })
  }
  return (
    <Screen key={step} title={t('smsProof')} back={paths.proofs}>
      {me.proofs.sms && !finished ? (
        <AlreadyOn phone={me.phone} />
      ) : (
        <>
          {step === 'start' ? <Start onNext={() => setStep('settings')} /> : null}
          {step === 'settings' ? (
            <Settings
              phone={me.phone}
              onPhone={() => setStep('phone')}
              onSwitchOn={() => setStep('switch-on')}
            />
          ) : null}
          {step === 'phone' ? <PhoneForm onDone={() => setStep('switch-on')} /> : null}
          {step === 'switch-on' ? (
            <SwitchOnForm onDone={() => setFinished(true)} onChangePhone={() => setStep('phone')} />
          ) : null}
          <HelpButton topic="sms" />
        </>
      )}
      <Sheet title={t('secondStep')} open={finished} onClose={() => void leave()} mustAnswer>
        <p>{t('secondStepSet')}</p>
        <Button wide onPress={() => void leave()}>
          OK
        </Button>
      </Sheet>
    </Screen>
  )
}

function AlreadyOn({ phone }: { phone: string | null }) {
  return (
    <>
      <Notice tone="good" title={t('secondStepIsSet')}>
        {phone ? t('codesGoTo', { phone: sayPhone(phone) }) : null}
      </Notice>
      <BackToBegun />
    </>
  )
}

function Start({ onNext }: { onNext: () => void }) {
  return (
    <>
      <p>{t('secondStepNote')}</p>
      <Button size="large" wide onPress={onNext}>
        {t('secondStepSwitchOn')}
      </Button>
      <p className="text-sm text-ink-soft">
        {t('smsRisk')}{' '}
        <Link to={paths.passkeys} className="font-bold text-coin-800 underline underline-offset-4">
          {t('passkeys')}
        </Link>
      </p>
    </>
  )
}

type SettingsProps = { phone: string | null; onPhone: () => void; onSwitchOn: () => void }

function Settings({ phone, onPhone, onSwitchOn }: SettingsProps) {
  return (
    <>
      <p>{phone ? t('phoneIs', { phone: sayPhone(phone) }) : t('phoneFirst')}</p>
      <Button size="large" wide look={phone ? 'outline' : 'coin'} onPress={onPhone}>
        {t('phoneChange')}
      </Button>
      {phone ? (
        <Button size="large" wide onPress={onSwitchOn}>
          {t('phoneKeep')}
        </Button>
      ) : null}
    </>
  )
}
