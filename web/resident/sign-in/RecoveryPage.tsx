import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { finishRecovery, readRecovery, setRecoveryPhone } from '#contract/recovery.ts'
import { passwordMin } from '#contract/sign-in.ts'
import { codeOf, useAct, useAskWhile } from '../../lib/ask.ts'
import { checkNewPassword } from '../../lib/check.ts'
import { digitsOf } from '../../lib/digits.ts'
import { focusFirst } from '../../lib/focus.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useEnter } from './use-enter.ts'
import { t } from '../words/sign-in.ts'

type Recovery = ReplyOf<typeof readRecovery>

/** Why the card proved nothing, and where to go with it. */
const failures = {
  cancelled: 'checkCancelled',
  card_revoked: 'checkRevoked',
  card_expired: 'checkExpired',
  pin_locked: 'checkLocked',
  unavailable: 'checkUnavailable',
  protocol: 'checkFailed',
  other_card: 'checkOtherCard',
} as const satisfies Record<NonNullable<Recovery['reason']>, string>

/** ログインの復旧: once the card or the desk has said who is there, a new phone and in. */
export function RecoveryPage() {
  const query = useAskWhile(({ state }) => state === 'visiting', readRecovery)
  return (
    <Screen title={t('recovery')} nav={false}>
      <Asked of={query}>{(recovery) => <Stand recovery={recovery} />}</Asked>
    </Screen>
  )
}

function Stand({ recovery: { state, reason, way } }: { recovery: Recovery }) {
  if (state === 'proven') return <NewPhone fromDesk={way === 'desk'} />
  if (state === 'visiting') return <Spinner label={t('recoveryWaiting')} />
  return (
    <>
      <Notice tone="bad" title={state === 'failed' ? t('notConfirmed') : t('recoveryNotFound')}>
        {reason ? t(failures[reason]) : t('recoveryNotFoundNote')}
      </Notice>
      <Link to={paths.signIn} className={buttonClass('coin', 'large', true)}>
        {t('fromSignIn')}
      </Link>
      <Link to={paths.deskRecovery} className={buttonClass('outline', 'normal', true)}>
        {t('typeDeskCode')}
      </Link>
    </>
  )
}

/** The new phone, and from the desk a new password too; then the passcode that proves the phone. */
function NewPhone({ fromDesk }: { fromDesk: boolean }) {
  const [phone, type] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const act = useAct(setRecoveryPhone)
  const say = useTroubleWords()
  const wrong = codeOf(act.trouble) === 'phone_not_mobile' && act.trouble ? say(act.trouble) : undefined
  const phoneError = digitsOf(phone) === '' ? t('phoneMissing') : undefined
  const passwordError = fromDesk ? checkNewPassword(password, passwordMin) : undefined
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (phoneError || passwordError) return
    const reply = await act.send({ body: { phone } })
    if (reply) setSentTo(reply.phoneEnding)
  }
  if (sentTo) {
    return (
      <>
        <Passcode ending={sentTo} {...(fromDesk ? { newPassword: password } : {})} />
        <TroubleNotice trouble={act.trouble} />
        <Button look="quiet" busy={act.busy} onPress={() => void send()}>
          {t('sendAgain')}
        </Button>
        <Button look="quiet" onPress={() => setSentTo(null)}>
          {t('typeAgain')}
        </Button>
      </>
    )
  }
  return (
    <>
      <Notice tone="good" title={t('youConfirmed')}>
        {t('youConfirmedNote')}
      </Notice>
      <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-5">
        <TextField
          label={t('newPhone')}
          help={t('phoneHelp')}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          value={phone}
          onChange={type}
          error={tried && phoneError ? phoneError : wrong}
        />
        {fromDesk ? (
          <TextField
            label={t('newPassword')}
            help={t('passwordHelp', { passwordMin })}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={setPassword}
            error={tried ? passwordError : undefined}
          />
        ) : null}
        <TroubleNotice trouble={act.trouble} except={['phone_not_mobile']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('sendCode')}
        </Button>
      </form>
    </>
  )
}

function Passcode({ ending, ...secret }: { ending: string; newPassword?: string }) {
  const act = useAct(finishRecovery)
  const enter = useEnter()
  const finish = async (code: string) => {
    if (!(await act.send({ body: { code, ...secret } }))) return false
    announce(t('recovered'))
    await enter()
    return true
  }
  return (
    <div ref={focusFirst} className="flex flex-col gap-5">
      <p>{t('smsSentTo', { ending })}</p>
      <CodeStep way="sms" act={act} deed={t('recoverDone')} onCode={finish} />
      <Notice title={t('onRecovery')}>{t('onRecoveryNote')}</Notice>
    </div>
  )
}
