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

/** パスキー: which there are, and making one on this device. */
export function PasskeysPage() {
  const query = useAsk(readSecondSteps)
  const remove = useGuardedAct(removePasskey, async () => {
    announce('パスキーを削除しました。')
    await query.refetch()
  })
  return (
    <Screen title="パスキー" back={paths.proofs}>
      <p>指紋・顔・端末の暗証番号で、ログインのときに本人であることを確かめます。</p>
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
                        ? `最後に使った日時 ${sayMinute(lastUsedAt)}`
                        : `登録した日時 ${sayMinute(addedAt)}`
                    }
                    end={
                      <Button
                        look="outline"
                        busy={remove.busy}
                        onPress={() => void remove.send({ params: { passkeyId: id } })}
                      >
                        削除
                      </Button>
                    }
                  />
                </li>
              ))}
            </Rows>
          ) : (
            <Notice>まだパスキーはありません。</Notice>
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
    if (!(await add.send({ body: { name: name.trim() || 'この端末', credential: { ...credential } } })))
      return
    setName('')
    announce('パスキーを登録しました。')
    onDone()
  })
  const make = async () => {
    setFailed(null)
    await start.send()
  }
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-lg font-bold">この端末のパスキーを登録する</h2>
      <TextField
        label="呼び名"
        help="例：わたしのスマホ（空のままでも登録できます）"
        maxLength={40}
        value={name}
        onChange={setName}
      />
      {failed === 'already' ? <Notice tone="bad">この端末のパスキーは登録済みです。</Notice> : null}
      {failed === 'closed' ? (
        <Notice tone="bad">
          パスキーを登録できませんでした。もう一度お試しください。うまくいかないときは、端末に画面ロックを設定してください。
        </Notice>
      ) : null}
      {start.gate}
      <TroubleNotice trouble={start.trouble ?? add.trouble} />
      <Button size="large" wide busy={start.busy || add.busy} onPress={() => void make()}>
        パスキーを登録する
      </Button>
    </section>
  )
}
