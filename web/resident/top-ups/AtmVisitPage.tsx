import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { readAtmLink } from '#contract/atm.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { queryClient, useAskEvery } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/top-ups.ts'

type Visit = ReplyOf<typeof readAtmLink>

/** While the person stands at the machine the phone asks each second; notes that come late are still looked for. */
const pauseMs = ({ state }: Visit) => (state === 'over' ? 10_000 : state === 'ended' ? false : 1000)

/** A visit to a cash machine: the number to type there, then what may be put in, then the charge by itself. */
export function AtmVisitPage() {
  const { linkId } = useParams({ from: '/inside/top-ups/atm/$linkId' })
  const query = useAskEvery(pauseMs, readAtmLink, { params: { id: linkId } })
  const { atmName } = useTown()
  const navigate = useNavigate()
  const topUpId = query.data?.topUpId
  useEffect(() => {
    if (!topUpId) return
    playMoneySound()
    for (const { path } of [readWallet, readTopUpTerms]) {
      void queryClient.invalidateQueries({ queryKey: [path] })
    }
    void navigate({ to: paths.topUpDetail, params: { topUpId }, replace: true })
  }, [topUpId, navigate])
  return (
    <Screen title={t('atmTitle', { atmName })} back={paths.topUpWays} nav={false}>
      <Asked of={query}>{(visit) => <Step visit={visit} />}</Asked>
    </Screen>
  )
}

function Step({ visit }: { visit: Visit }) {
  if (visit.state === 'open') return <TypeNumber visit={visit} />
  if (visit.state === 'counting') return <PutIn visit={visit} />
  if (visit.state === 'credited') return <Spinner label={t('openingDetail')} />
  return <Over ended={visit.state === 'ended'} />
}

function TypeNumber({ visit }: { visit: Visit }) {
  return (
    <>
      <p>{t('atmPress', { place: visit.place })}</p>
      <section
        aria-label={t('companyNumber')}
        className="flex flex-col items-center gap-1 rounded-24 border-2 border-coin-200 bg-coin-50 p-6"
      >
        <h2 className="font-bold text-coin-800">{t('companyNumber')}</h2>
        <p
          // Read one by one: it is typed digit by digit.
          aria-label={[...visit.companyCode].join(' ')}
          className="pl-[0.25em] text-[min(4.5rem,22cqi)] leading-tight font-bold tracking-[0.25em] tabular-nums"
        >
          {visit.companyCode}
        </p>
      </section>
      <ol className="flex list-decimal flex-col gap-2 pl-6">
        <li>{t('atmStep1')}</li>
        <li>{t('atmStep2')}</li>
        <li>{t('atmStep3')}</li>
      </ol>
      <p className="text-sm text-ink-soft">{t('atmKeepOpen')}</p>
    </>
  )
}

function PutIn({ visit }: { visit: Visit }) {
  return (
    <div aria-live="polite" className="flex flex-col gap-4">
      <Notice tone="good" title={t('atmConnected')}>
        {t('atmPutIn')}
      </Notice>
      {visit.maximum === null ? null : (
        <p className="rounded-16 border border-line bg-card p-4 text-center">
          {t('canTopUp')}
          <span className="block text-3xl font-bold tabular-nums">
            {t('upTo', { maximum: sayYen(visit.maximum) })}
          </span>
          <span className="text-sm text-ink-soft">{t('atmSteps')}</span>
        </p>
      )}
      <Spinner label={t('atmWaiting')} />
    </div>
  )
}

function Over({ ended }: { ended: boolean }) {
  const again = (
    <Link to={paths.atm} className={buttonClass('outline')}>
      {t('scanAgain')}
    </Link>
  )
  if (ended) {
    return (
      <Notice tone="info" title={t('atmEnded')} action={again}>
        {t('atmEndedNote')}
      </Notice>
    )
  }
  return (
    <Notice tone="warning" title={t('atmSilent')} action={again}>
      {t('atmSilentNote')}
    </Notice>
  )
}
