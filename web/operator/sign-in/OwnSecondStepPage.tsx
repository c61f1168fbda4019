import { type ReactNode, useState } from 'react'
import { useRouter } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  confirmOperatorAuthenticator,
  makeOperatorRecoveryCodes,
  operatorSignOut,
  readOperatorSecondStep,
  startOperatorAuthenticator,
} from '#contract/operator-sign-in.ts'
import { codeOf, type Trouble, useAct, useAsk } from '../../lib/ask.ts'
import { operatorPaths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { CodesToKeep } from './CodesToKeep.tsx'
import { ScanAndConfirm } from './ScanAndConfirm.tsx'

/** 2段階認証: the own authenticator app and recovery codes of whoever is signed in. */
export function OwnSecondStepPage() {
  const query = useAsk(readOperatorSecondStep)
  const [secret, setSecret] = useState<ReplyOf<typeof startOperatorAuthenticator> | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const start = useAct(startOperatorAuthenticator)
  const confirm = useAct(confirmOperatorAuthenticator)
  const make = useAct(makeOperatorRecoveryCodes)
  const show = (reply: { codes: string[] } | null) => {
    if (reply) setCodes(reply.codes)
    return Boolean(reply)
  }
  const leave = () => {
    setCodes(null)
    setSecret(null)
    void query.refetch()
  }
  if (codes) {
    return (
      <Narrow key="codes">
        <CodesToKeep codes={codes} deed="控えました" onDone={leave} />
      </Narrow>
    )
  }
  if (secret) {
    return (
      <Narrow key="secret">
        <ScanAndConfirm
          secret={secret}
          act={confirm}
          onCode={async (code) => show(await confirm.send({ body: { code } }))}
        />
        <Button look="quiet" onPress={leave}>
          やめる
        </Button>
      </Narrow>
    )
  }
  return (
    <Narrow key="start">
      <Asked of={query}>
        {({ authenticator, recoveryCodesLeft }) => (
          <>
            <Standing authenticator={authenticator} codesLeft={recoveryCodesLeft} />
            <FreshTrouble trouble={start.trouble ?? make.trouble} />
            <Button
              wide
              look={authenticator ? 'outline' : 'coin'}
              busy={start.busy}
              onPress={() => void start.send().then((reply) => reply && setSecret(reply))}
            >
              {authenticator ? '新しい認証アプリに変える' : '認証アプリを設定する'}
            </Button>
            {authenticator ? (
              <Button wide look="outline" busy={make.busy} onPress={() => void make.send().then(show)}>
                リカバリーコードを作り直す
              </Button>
            ) : null}
            {authenticator ? (
              <p className="text-sm text-ink-soft">
                どちらも、ほかの端末からはログアウトします。作り直すと、前のリカバリーコードは使えなくなります。
              </p>
            ) : null}
          </>
        )}
      </Asked>
    </Narrow>
  )
}

function Standing({ authenticator, codesLeft }: { authenticator: boolean; codesLeft: number }) {
  return authenticator ? (
    <Notice tone="good" title="2段階認証は設定済みです">
      {`ログインのたびに、認証アプリの6桁の数字が必要です。未使用のリカバリーコードは${codesLeft}個です。`}
    </Notice>
  ) : (
    <Notice tone="warning" title="2段階認証が設定されていません">
      パスワードを知られると、ほかの人に運営画面を使われるおそれがあります。
    </Notice>
  )
}

function Narrow({ children }: { children: ReactNode }) {
  return (
    <Desk title="2段階認証">
      <div className="flex w-full max-w-lg flex-col gap-5">{children}</div>
    </Desk>
  )
}

/** Somebody who came in a while ago comes in anew before what is delicate. */
function FreshTrouble({ trouble }: { trouble: Trouble }) {
  const { history } = useRouter()
  const act = useAct(operatorSignOut)
  const again = async () => {
    if (await act.send()) history.push(`/operator${operatorPaths.signIn}`)
  }
  return (
    <TroubleNotice
      trouble={trouble}
      action={
        codeOf(trouble) === 'step_up_required' ? (
          <Button look="outline" busy={act.busy} onPress={() => void again()}>
            ログインし直す
          </Button>
        ) : null
      }
    />
  )
}
