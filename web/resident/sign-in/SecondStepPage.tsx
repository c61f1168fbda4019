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
    <Screen key={step} title="SMS認証" back={paths.proofs}>
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
      <Sheet title="2段階認証" open={finished} onClose={() => void leave()} mustAnswer>
        <p>認証コードを確認し、2段階認証を設定しました。</p>
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
      <Notice tone="good" title="2段階認証は設定済みです">
        {phone ? `${sayPhone(phone)} に認証コードを送ります。` : null}
      </Notice>
      <BackToBegun />
    </>
  )
}

function Start({ onNext }: { onNext: () => void }) {
  return (
    <>
      <p>
        ログインやチャージのときに、携帯電話に届く6桁の認証コードを入力します。ほかの人に使われないための設定です。
      </p>
      <Button size="large" wide onPress={onNext}>
        2段階認証を有効にする
      </Button>
      <p className="text-sm text-ink-soft">
        SMSは、電話番号を乗っ取られると、ほかの人に読まれるおそれがあります。
        <Link to={paths.passkeys} className="font-bold text-coin-800 underline underline-offset-4">
          パスキー
        </Link>
        なら、その心配がありません。
      </p>
    </>
  )
}

type SettingsProps = { phone: string | null; onPhone: () => void; onSwitchOn: () => void }

function Settings({ phone, onPhone, onSwitchOn }: SettingsProps) {
  return (
    <>
      <p>
        {phone
          ? `登録されている携帯電話番号は ${sayPhone(phone)} です。`
          : '先に、認証コードを受け取る携帯電話番号を登録します。'}
      </p>
      <Button size="large" wide look={phone ? 'outline' : 'coin'} onPress={onPhone}>
        電話番号設定を更新する
      </Button>
      {phone ? (
        <Button size="large" wide onPress={onSwitchOn}>
          この番号で続ける
        </Button>
      ) : null}
    </>
  )
}
