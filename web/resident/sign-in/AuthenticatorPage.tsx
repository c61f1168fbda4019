import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  confirmAuthenticator,
  readSecondSteps,
  removeAuthenticator,
  startAuthenticator,
} from '#contract/sign-in.ts'
import { useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { CodeStep } from './CodeStep.tsx'
import { useGuardedAct } from './use-guarded-act.tsx'

type Secret = ReplyOf<typeof startAuthenticator>

/** 認証アプリ: show the secret to the app, type what it shows, done. */
export function AuthenticatorPage() {
  const query = useAsk(readSecondSteps)
  const [secret, setSecret] = useState<Secret | null>(null)
  const start = useGuardedAct(startAuthenticator, setSecret)
  const remove = useGuardedAct(removeAuthenticator, async () => {
    announce('認証アプリの設定を解除しました。')
    await query.refetch()
  })
  const finish = async () => {
    setSecret(null)
    announce('認証アプリを設定しました。')
    await query.refetch()
  }
  return (
    <Screen key={secret ? 'secret' : 'start'} title="認証アプリ" back={paths.proofs}>
      {secret ? (
        <ShowSecret secret={secret} onDone={() => void finish()} />
      ) : (
        <Asked of={query}>
          {({ authenticator }) => (
            <>
              {authenticator ? <Notice tone="good">認証アプリは設定済みです。</Notice> : null}
              <p>
                30秒ごとに変わる6桁の数字を表示するアプリ（Google Authenticator
                など）で、ログインのときに本人であることを確かめます。電波がなくても使えます。
              </p>
              <TroubleNotice trouble={start.trouble ?? remove.trouble} />
              <Button size="large" wide busy={start.busy} onPress={() => void start.send()}>
                {authenticator ? '新しい認証アプリに変える' : '認証アプリを設定する'}
              </Button>
              {authenticator ? (
                <Button look="quiet" busy={remove.busy} onPress={() => void remove.send()}>
                  設定を解除する
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

/** Groups of four letters, four groups to a line, so that nobody loses the place while copying them. */
const inGroups = (letters: string) =>
  letters
    .match(/.{1,16}/g)
    ?.map((line) => line.match(/.{1,4}/g)?.join(' '))
    .join('\n')

function ShowSecret({ secret, onDone }: { secret: Secret; onDone: () => void }) {
  const confirm = useAct(confirmAuthenticator)
  const answer = async (code: string) => {
    const reply = await confirm.send({ body: { code } })
    if (reply) onDone()
    return Boolean(reply)
  }
  return (
    <>
      <p>この端末の認証アプリを使うときは、下のボタンから開いて追加してください。</p>
      <a href={secret.uri} className={buttonClass('outline', 'normal', true)}>
        認証アプリを開く
      </a>
      <p>ほかの端末で使うときは、その認証アプリでこのコードを読み取ってください。</p>
      <QrCode text={secret.uri} label="認証アプリで読み取るコード" className="mx-auto w-64" />
      <p>読み取れないときは、次の文字を認証アプリに入力してください。</p>
      <p className="rounded-16 border border-line bg-card p-4 text-center font-bold whitespace-pre-line">
        {inGroups(secret.secret)}
      </p>
      <CodeStep way="authenticator" act={confirm} onCode={answer} />
    </>
  )
}
