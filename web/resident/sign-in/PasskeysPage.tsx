import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from '@simplewebauthn/browser'
import { useState } from 'react'
import { addPasskey, readSecondSteps, removePasskey, startPasskey } from '#contract/sign-in.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'
import { t } from '../words/sign-in.ts'

/** パスキー: which there are, and making one on this device. */
export function PasskeysPage() {
  const query = useAsk(readSecondSteps)
  const remove = useGuardedAct(removePasskey, async () => {
    announce(t('passkeyRemoved'))
    await query.refetch()
  })
  return (
    <Screen title={t('passkeys')} back={paths.proofs}>
      <p>{t('passkeysNote')}</p>
      <Asked of={query}>
        {({ passkeys }) =>
          passkeys.length > 0 ? (
            <Rows>
              {passkeys.map(({ id, name, addedAt, lastUsedAt }) => (
                <li key={id}>
                  <RowBody
                    title={name}
                    note={
                      lastUsedAt
                        ? t('lastUsed', { lastUsedAt: sayMinute(lastUsedAt) })
                        : t('addedAt', { addedAt: sayMinute(addedAt) })
                    }
                    end={
                      <Button
                        look="outline"
                        busy={remove.busy}
                        onPress={() => void remove.send({ params: { passkeyId: id } })}
                      >
                        {t('remove')}
                      </Button>
                    }
                  />
                </li>
              ))}
            </Rows>
          ) : (
            <Notice>{t('noPasskeys')}</Notice>
          )
        }
      </Asked>
      {remove.gate}
      <TroubleNotice trouble={remove.trouble} />
      <NewPasskey onDone={() => void query.refetch()} />
    </Screen>
  )
}

function NewPasskey({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('')
  const [failed, setFailed] = useState<'closed' | 'already' | null>(null)
  const add = useAct(addPasskey)
  const start = useGuardedAct(startPasskey, async ({ options }) => {
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
    const credential = await startRegistration({ optionsJSON }).catch((error: unknown) => {
      // The browser's name for a device that has a passkey of this login already.
      setFailed(error instanceof Error && error.name === 'InvalidStateError' ? 'already' : 'closed')
    })
    if (!credential) return
    if (!(await add.send({ body: { name: name.trim() || t('thisDevice'), credential: { ...credential } } })))
      return
    setName('')
    announce(t('passkeyAdded'))
    onDone()
  })
  const make = async () => {
    setFailed(null)
    await start.send()
  }
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">{t('passkeyAddHere')}</h2>
      <TextField
        label={t('nickname')}
        help={t('nicknameHelp')}
        maxLength={40}
        value={name}
        onChange={setName}
      />
      {failed === 'already' ? <Notice tone="bad">{t('passkeyHereAlready')}</Notice> : null}
      {failed === 'closed' ? <Notice tone="bad">{t('passkeyNotAdded')}</Notice> : null}
      {start.gate}
      <TroubleNotice trouble={start.trouble ?? add.trouble} />
      <Button size="large" wide busy={start.busy || add.busy} onPress={() => void make()}>
        {t('passkeyAdd')}
      </Button>
    </section>
  )
}
