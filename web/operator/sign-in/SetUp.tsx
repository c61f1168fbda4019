import { type ReactNode, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { finishOperatorSetUp, startOperatorSetUp } from '#contract/operator-sign-in.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { CodesToKeep } from './CodesToKeep.tsx'
import { ScanAndConfirm } from './ScanAndConfirm.tsx'

type SetUpProps = { challengeId: string; onDone: () => void; onRestart: () => void }

/** At the first sign-in: an authenticator app, its first code, and recovery codes to keep; only then is one in. */
export function SetUp({ challengeId, onDone, onRestart }: SetUpProps) {
  const start = useAct(startOperatorSetUp)
  const finish = useAct(finishOperatorSetUp)
  const [secret, setSecret] = useState<ReplyOf<typeof startOperatorSetUp> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const again = (
    <Button look="quiet" onPress={onRestart}>
      はじめからやり直す
    </Button>
  )
  if (codes) {
    return (
      <Step key="codes" title="リカバリーコード">
        <CodesToKeep codes={codes} deed="控えました。運営画面へ" onDone={onDone} />
      </Step>
    )
  }
  if (secret) {
    return (
      <Step key="secret" title="認証アプリの設定">
        <ScanAndConfirm
          secret={secret}
          act={finish}
          onCode={async (code) => {
            const reply = await finish.send({ body: { challengeId, code } })
            if (reply) setCodes(reply.codes)
            return Boolean(reply)
          }}
        />
        {again}
      </Step>
    )
  }
  return (
    <Step key="start" title="2段階認証の設定">
      <p>
        運営画面ではお金を扱うため、パスワードに加えて、認証アプリが表示する6桁の数字を使います。はじめに一度だけ設定してください。
      </p>
      <ol className="list-decimal pl-6">
        <li>スマートフォンに認証アプリを用意します。</li>
        <li>アプリでコードを読み取り、表示された6桁の数字を入力します。</li>
        <li>リカバリーコードを紙に控えます。</li>
      </ol>
      <TroubleNotice trouble={start.trouble} />
      <Button
        size="large"
        wide
        busy={start.busy}
        onPress={() => void start.send({ body: { challengeId } }).then((reply) => reply && setSecret(reply))}
      >
        設定をはじめる
      </Button>
      {again}
    </Step>
  )
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Page title={title} top={<TopBar />}>
      {children}
    </Page>
  )
}
