import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { leave, readLeaving } from '#contract/residents.ts'
import { codeOf, forgetAnswers, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { rememberTown, useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/residents.ts'

type Leaving = ReplyOf<typeof readLeaving>

/** 退会: what happens to the money and to what is known of the person, and how to think better of it. */
export function LeavePage() {
  const query = useAsk(readLeaving)
  const [closesAt, setClosesAt] = useState<string | null>(null)
  if (closesAt) return <Done closesAt={closesAt} />
  return (
    <Screen key="ask" title={t('leave')} back={paths.menu}>
      <Asked of={query}>
        {(leaving) => (
          <>
            <WhatHappens leaving={leaving} />
            {leaving.moneyUnderWay ? (
              <Notice tone="warning" title={t('cannotLeave')}>
                {t('cannotLeaveNote')}
              </Notice>
            ) : (
              <Decide
                key={`${leaving.coin}/${leaving.points}`}
                leaving={leaving}
                onLeft={setClosesAt}
                onChanged={() => void query.refetch()}
              />
            )}
          </>
        )}
      </Asked>
    </Screen>
  )
}

function WhatHappens({ leaving: { coin, points, coolingDays, eraseAfterYears } }: { leaving: Leaving }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">{t('balanceNow')}</h2>
        <p className="flex flex-wrap gap-x-6 gap-y-1">
          <span>
            {coinName} <Amount value={coin} unit="yen" />
          </span>
          <span>
            {pointsName} <Amount value={points} unit="points" />
          </span>
        </p>
        {coin > 0 ? <p>{t('coinNotPaidOut')}</p> : null}
        {coin === 0 && points > 0 ? <p>{t('pointsNotPaidOut')}</p> : null}
      </section>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
        <h2 className="text-lg font-bold">{t('onLeaving')}</h2>
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>{t('leaveSignsOut')}</li>
          <li>{t('leaveCooling', { coolingDays })}</li>
          <li>{t('leaveCloses')}</li>
          <li>{t('leaveRefunds')}</li>
          <li>{t('leaveErases', { eraseAfterYears })}</li>
        </ul>
      </section>
    </>
  )
}

type DecideProps = { leaving: Leaving; onLeft: (closesAt: string) => void; onChanged: () => void }

function Decide({ leaving: { coin, points }, onLeft, onChanged }: DecideProps) {
  const { coinName, pointsName } = useTown()
  const [agreed, setAgreed] = useState(false)
  const act = useGuardedAct(leave, ({ closesAt }) => onLeft(closesAt))
  const left = [
    ...(coin > 0 ? [t('coinHeld', { coinName, count: coin })] : []),
    ...(points > 0 ? [t('pointsHeld', { pointsName, count: points })] : []),
  ]
  return (
    <>
      <Checkbox checked={agreed} onChange={setAgreed}>
        {left.length > 0 ? t('giveUpAndLeave', { value: left.join(t('and')) }) : t('readAndLeave')}
      </Checkbox>
      <TroubleNotice
        trouble={act.trouble}
        action={
          codeOf(act.trouble) === 'balance_changed' ? (
            <Button look="outline" onPress={onChanged}>
              {t('seeBalance')}
            </Button>
          ) : null
        }
      />
      {agreed ? null : <p className="text-sm text-ink-soft">{t('tickToLeave')}</p>}
      <Button
        look="danger"
        size="large"
        wide
        disabled={!agreed}
        busy={act.busy}
        onPress={() => void act.send({ body: { coin, points } })}
      >
        {t('applyToLeave')}
      </Button>
      {act.gate}
    </>
  )
}

function Done({ closesAt }: { closesAt: string }) {
  const navigate = useNavigate()
  const end = async () => {
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome, replace: true })
  }
  return (
    <Screen key="done" title={t('leaveReceived')} nav={false}>
      <Notice tone="good" title={t('leaveOn', { dayof: sayDay(dayOf(closesAt)) })}>
        {t('leaveUndo')}
      </Notice>
      <Button size="large" wide onPress={() => void end()}>
        {t('end')}
      </Button>
    </Screen>
  )
}
