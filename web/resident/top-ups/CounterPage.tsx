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
import { t } from '../words/top-ups.ts'

type Code = ReplyOf<typeof readCounterCode>

/** 窓口でチャージ: a number and its code to show; the charge appears by itself when the cash is taken. */
export function CounterPage() {
  const { send, busy, trouble } = useAct(makeCounterCode)
  const [made, setMade] = useState<Code | null>(null)
  const make = async () => setMade(await send({ body: { id: makeId() } }))
  return (
    <Screen title={t('counterTitle')} back={paths.topUpWays} nav={false}>
      {made ? (
        <Shown key={made.id} made={made} onAgain={() => void make()} busy={busy} />
      ) : (
        <>
          <p>{t('counterNote')}</p>
          <Button size="large" wide busy={busy} onPress={() => void make()}>
            {t('counterShow')}
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
  if (data.state === 'credited') return <Spinner label={t('openingDetail')} />
  if (data.state === 'over') {
    return (
      <Notice
        tone="warning"
        title={t('counterOver')}
        action={
          <Button look="outline" busy={busy} onPress={onAgain}>
            {t('counterNew')}
          </Button>
        }
      >
        {t('counterOverNote')}
      </Notice>
    )
  }
  return (
    <>
      <p>{t('counterGive')}</p>
      <div className="flex flex-col items-center gap-3 rounded-24 border-2 border-coin-200 bg-card p-5">
        <QrCode text={data.number} label={t('counterCode')} className="w-64 max-w-full" />
        <p
          aria-label={[...data.number].join(' ')}
          className="text-[min(2rem,9cqi)] font-bold tracking-wider tabular-nums"
        >
          {data.number.replace(/(\d{4})(\d{4})/, '$1 $2 ')}
        </p>
        <p className="text-sm text-ink-soft">{t('until', { expiresAt: sayMinute(data.expiresAt) })}</p>
      </div>
      <p className="text-sm text-ink-soft">{t('counterOnlyMine')}</p>
      <Link to={paths.topUpWays} className={buttonClass('quiet')}>
        {t('stop')}
      </Link>
    </>
  )
}
