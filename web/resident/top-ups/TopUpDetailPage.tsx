import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUp, topUpCan } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { askAnew, asking, queryClient, useAskWhile } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { paths } from '../../lib/paths.ts'
import { sayDay, saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { sayWhose, sayWhyNot } from './declined.ts'
import { sayMeans, saySource } from '../../lib/words/means.ts'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { Screen } from '../Screen.tsx'
import { BonusParts } from '../campaigns/Bonus.tsx'
import { AtCardCompany } from './AtCardCompany.tsx'
import { ConfirmTopUpForm } from './ConfirmTopUpForm.tsx'
import { t as relatives } from '../words/relatives.ts'
import { t } from '../words/top-ups.ts'

export type TopUp = ReplyOf<typeof readTopUp>

/** One top-up from the passcode to its end; asks by itself while the bank's answer is awaited. */
export function TopUpDetailPage() {
  const { topUpId } = useParams({ from: '/inside/top-ups/$topUpId' })
  const { left } = useSearch({ from: '/inside/top-ups/$topUpId' })
  const query = useAskWhile(mayChange, readTopUp, { params: { id: topUpId } })
  const { data } = query
  const change = useCallback((topUp: TopUp) => {
    queryClient.setQueryData(asking(readTopUp, { params: { id: topUp.id } }).queryKey, topUp)
    if (topUp.state === 'succeeded') playMoneySound()
    askAnew(readWallet)
  }, [])
  const navigate = useNavigate()
  useEffect(() => {
    // What the card company adds to its way back is for nobody's history.
    if (left === undefined && window.location.search !== '') {
      void navigate({ to: paths.topUpDetail, params: { topUpId }, replace: true })
    }
  }, [left, topUpId, navigate])
  const awaiting = data !== undefined && topUpCan.confirm(data.state)
  if (data && awaiting) {
    return (
      <Screen key="code" title={t('typePasscode')} nav={false}>
        <ForRelative topUp={data} />
        <ConfirmTopUpForm topUp={data} onChange={change} />
        <Link to={paths.home} className={buttonClass('quiet')}>
          {t('toTop')}
        </Link>
      </Screen>
    )
  }
  if (data && topUpCan.visit(data.state)) {
    return (
      <Screen key="company" title={t('atCompany')} nav={false}>
        <AtCardCompany topUp={data} left={left !== undefined} onChange={change} />
        <Link to={paths.home} className={buttonClass('quiet')}>
          {t('toTop')}
        </Link>
      </Screen>
    )
  }
  return (
    <Screen
      key="detail"
      title={t('detail')}
      nav={false}
      actions={
        <Link to={paths.home} className={buttonClass('coin', 'large', true)}>
          {t('toTop')}
        </Link>
      }
    >
      <Asked of={query}>{(topUp) => <Detail topUp={topUp} />}</Asked>
    </Screen>
  )
}

/** A bonus that is granted at once follows its top-up within seconds; one of the next day is not waited for. */
const bonusFollowsMs = 20_000

function mayChange({ state, bonus, settledAt }: TopUp): boolean {
  if (topUpCan.poll(state)) return true
  if (bonus.state !== 'planned' || settledAt === null) return false
  return serverNow() - Date.parse(settledAt) < bonusFollowsMs
}

function Detail({ topUp }: { topUp: TopUp }) {
  const { coinName } = useTown()
  return (
    <>
      <div aria-live="polite">
        <Outcome topUp={topUp} />
      </div>
      <ForRelative topUp={topUp} />
      <Facts
        facts={[
          [t('amount'), <Amount key="amount" value={topUp.amount} unit="yen" />],
          [t('means'), sayMeans(topUp.means)],
          ...(topUp.sourceName === '' ? [] : [[t('source'), saySource(topUp)] as const]),
          // Of a top-up that was taken back it would name coin that is not there any more.
          ...(topUp.coinAfter === null || topUp.takenBack.amount > 0
            ? []
            : [
                [
                  t('coinLeft', { coinName }),
                  <Amount key="after" value={topUp.coinAfter} unit="yen" />,
                ] as const,
              ]),
          ...takenBackFacts(topUp),
          ...bonusFacts(topUp),
          [t('requestedAt'), saySecond(topUp.requestedAt)],
          ...(topUp.settledAt ? [[t('settledAt'), saySecond(topUp.settledAt)] as const] : []),
          [
            t('number'),
            <span key="id" className="text-sm break-all">
              {topUp.id}
            </span>,
          ],
        ]}
      />
      <BonusParts kind="top_up" bonus={topUp.bonus} />
    </>
  )
}

/** For whom it is, or by whom it was. */
function ForRelative({ topUp: { help } }: { topUp: TopUp }) {
  if (!help) return null
  return (
    <Notice
      title={
        help.mine
          ? relatives('forRelative', { name: help.relative })
          : relatives('byHelper', { name: help.helper })
      }
    />
  )
}

function takenBackFacts({ takenBack }: TopUp) {
  if (takenBack.amount === 0) return []
  return [
    [t('takenBack'), <Amount key="back" value={-takenBack.amount} unit="yen" sign />] as const,
    ...(takenBack.owed === 0
      ? []
      : [[t('owed'), <Amount key="owed" value={takenBack.owed} unit="yen" />] as const]),
  ]
}

function bonusFacts({ bonus }: TopUp) {
  if (bonus.state === 'none' || bonus.points === 0) return []
  const when = bonus.state === 'planned' ? t('planned') : t('granted')
  const until = bonus.expiresOn ? t('untilInBrackets', { expiresOn: sayDay(bonus.expiresOn) }) : ''
  return [
    [
      t('bonusFact', { when, until }),
      <span key="bonus" className="text-points-800">
        <Amount value={bonus.points} unit="points" sign />
      </span>,
    ] as const,
  ]
}

function Outcome({ topUp }: { topUp: TopUp }) {
  if (topUp.takenBack.amount > 0) return <TakenBack {...topUp.takenBack} />
  if (topUp.state === 'succeeded') {
    return (
      <div className="flex flex-col items-center gap-2 rounded-24 bg-coin-50 p-6 text-center">
        <Knot className="h-20 w-24" tie />
        <p className="text-xl font-bold">{t('done')}</p>
        <p className="text-coin-800">
          <Amount value={topUp.amount} unit="yen" size="hero" />
        </p>
      </div>
    )
  }
  if (topUpCan.poll(topUp.state)) {
    return (
      <div className="rounded-24 bg-card px-4 pb-5 text-center">
        <Spinner label={t('checking')} />
        <p>{t('waitingFor', { value: sayWhose(topUp.means) })}</p>
      </div>
    )
  }
  if (topUp.state === 'needs_attention') {
    return (
      <Notice tone="warning" title={t('officeChecks')}>
        {t('officeChecksNote', { value: sayWhose(topUp.means) })}
      </Notice>
    )
  }
  const { title, text, ownChoice } = sayWhyNot(topUp)
  return (
    <Notice
      tone={ownChoice ? 'info' : 'bad'}
      title={title}
      action={
        <Link to={againPaths[topUp.means]} className={buttonClass('outline')}>
          {t('again')}
        </Link>
      }
    >
      {text}
    </Notice>
  )
}

/** Where the same kind of top-up begins again. */
const againPaths = {
  bank: paths.topUpAccounts,
  card: paths.topUpCard,
  atm: paths.atm,
  counter: paths.topUpWays,
  code: paths.topUpWays,
} as const satisfies Record<TopUp['means'], string>

/** The money went back to where it came from; what was spent meanwhile is missing. */
function TakenBack({ owed }: TopUp['takenBack']) {
  return (
    <Notice tone="warning" title={t('wasTakenBack')}>
      {owed === 0 ? t('takenBackWhole') : t('takenBackPart')}
    </Notice>
  )
}
