import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  confirmAuthenticator,
  readSecondSteps,
  removeAuthenticator,
  startAuthenticator,
} from '#contract/sign-in.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { AuthenticatorSecret } from '../../lib/AuthenticatorSecret.tsx'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

type Secret = ReplyOf<typeof startAuthenticator>

/** 認証アプリ: show the secret to the app, type what it shows, done. */
export function AuthenticatorPage() {
  const query = useAsk(readSecondSteps)
  const [secret, setSecret] = useState<Secret | null>(null)
  const start = useGuardedAct(startAuthenticator, setSecret)
  const remove = useGuardedAct(removeAuthenticator, async () => {
    announce(t('authenticatorRemoved'))
    await query.refetch()
  })
  const finish = async () => {
    setSecret(null)
    announce(t('authenticatorSet'))
    await query.refetch()
  }
  return (
    <Screen key={secret ? 'secret' : 'start'} title={t('authenticator')} back={paths.proofs}>
      {secret ? (
        <ShowSecret secret={secret} onDone={() => void finish()} />
      ) : (
        <Asked of={query}>
          {({ authenticator }) => (
            <>
              {authenticator ? <Notice tone="good">{t('authenticatorIsSet')}</Notice> : null}
              <p>{t('authenticatorNote')}</p>
              <TroubleNotice trouble={start.trouble ?? remove.trouble} />
              <Button size="large" wide busy={start.busy} onPress={() => void start.send()}>
                {authenticator ? t('authenticatorOther') : t('authenticatorSetUp')}
              </Button>
              {authenticator ? (
                <Button look="quiet" busy={remove.busy} onPress={() => void remove.send()}>
                  {t('authenticatorRemove')}
                </Button>
              ) : null}
            </>
          )}
        </Asked>
      )}
      {start.gate ?? remove.gate}
    </Screen>
  )
}

function ShowSecret({ secret, onDone }: { secret: Secret; onDone: () => void }) {
  const confirm = useAct(confirmAuthenticator)
  const answer = async (code: string) => {
    const reply = await confirm.send({ body: { code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  return (
    <>
      <AuthenticatorSecret
        secret={secret}
        words={{
          here: t('authenticatorHere'),
          open: t('authenticatorOpen'),
          scan: t('authenticatorScan'),
          code: t('authenticatorCode'),
          key: t('authenticatorKey'),
        }}
      />
      <CodeStep way="authenticator" act={confirm} onCode={answer} />
    </>
  )
}
