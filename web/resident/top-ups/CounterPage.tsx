import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { makeCounterCode, readCounterCode } from '#contract/counters.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { queryClient, useAct, useAskEvery } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'

type Code = ReplyOf<typeof readCounterCode>

/** 窓口でチャージ: a number and its code to show; the charge appears by itself when the cash is taken. */
export function CounterPage() {
  const { send, busy, trouble } = useAct(makeCounterCode)
  const [made, setMade] = useState<Code | null>(null)
  const make = async () => setMade(await send({ body: { id: makeId() } }))
  return (
    <Screen title="窓口でチャージ" back={paths.topUpWays} nav={false}>
      {made ? (
        <Shown key={made.id} made={made} onAgain={() => void make()} busy={busy} />
      ) : (
        <>
          <p>区役所や郵便局などの窓口で、現金をチャージできます。窓口に着いたら、番号を表示してください。</p>
          <Button size="large" wide busy={busy} onPress={() => void make()}>
            窓口で番号を表示する
          </Button>
        </>
      )}
      <TroubleNotice trouble={trouble} />
    </Screen>
  )
}

const pauseMs = ({ state }: Code) => (state === 'waiting' ? 1000 : false)

function Shown({ made, onAgain, busy }: { made: Code; onAgain: () => void; busy: boolean }) {
  const { data = made } = useAskEvery(pauseMs, readCounterCode, { params: { id: made.id } })
  const navigate = useNavigate()
  const { topUpId } = data
  useEffect(() => {
    if (!topUpId) return
    playMoneySound()
    for (const { path } of [readWallet, readTopUpTerms]) {
      void queryClient.invalidateQueries({ queryKey: [path] })
    }
    void navigate({ to: paths.topUpDetail, params: { topUpId }, replace: true })
  }, [topUpId, navigate])
  if (data.state === 'credited') return <Spinner label="チャージしました。明細を開いています" />
  if (data.state === 'over') {
    return (
      <Notice
        tone="warning"
        title="番号の時間が過ぎました"
        action={
          <Button look="outline" busy={busy} onPress={onAgain}>
            新しい番号を表示する
          </Button>
        }
      >
        番号は5分間だけ使えます。チャージはしていません。
      </Notice>
    )
  }
  return (
    <>
      <p>この画面を窓口の人に見せて、チャージする金額と現金を渡してください。</p>
      <div className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-5">
        <QrCode text={data.number} label="窓口で読み取るコード" className="w-64 max-w-full" />
        <p
          aria-label={[...data.number].join(' ')}
          className="text-[min(2rem,9cqi)] font-bold tracking-wider tabular-nums"
        >
          {data.number.replace(/(\d{4})(\d{4})/, '$1 $2 ')}
        </p>
        <p className="text-sm text-ink-soft">{sayMinute(data.expiresAt)}まで使えます</p>
      </div>
      <p className="text-sm text-ink-soft">
        この番号でできるのは、あなたへのチャージだけです。支払いには使えません。
      </p>
      <Link to={paths.topUpWays} className={buttonClass('quiet')}>
        やめる
      </Link>
    </>
  )
}
