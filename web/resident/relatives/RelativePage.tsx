import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { listRelatives } from '#contract/relatives.ts'
import { listRelativesHistory, readRelativesWallet } from '#contract/wallets.ts'
import { ask } from '../../lib/api.ts'
import { useAsk } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { saySecond } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconPay, IconPlus } from '../../ui/icons.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { FilteredHistory, readFilter } from '../wallets/FilteredHistory.tsx'
import { PlainHistoryRows } from '../wallets/HistoryRows.tsx'
import { t } from '../words/relatives.ts'
import { EndHelp } from './EndHelp.tsx'
import type { Help } from './FamilyPage.tsx'

/** Among so many entries stands what was paid a moment ago. */
const newestRows = 10

/** A relative whom I help: what is there, what happened, and the two acts. It says at the top whose card it is. */
export function RelativePage() {
  const { helpId } = useParams({ from: '/inside/family/relatives/$helpId' })
  const query = useAsk(listRelatives)
  const help = query.data?.relatives.find(({ id }) => id === helpId)
  return (
    <Screen
      title={help ? t('cardOf', { name: help.name }) : t('title')}
      back={paths.family}
      nav={false}
      actions={help && !help.stopped ? <Acts help={help} /> : null}
    >
      <Asked of={query} rows={3}>
        {() =>
          help === undefined ? (
            <Notice title={t('over')} />
          ) : help.stopped ? (
            <>
              <Notice tone="warning" title={t('stopped')} />
              <EndHelp helpId={helpId} name={help.name} side="helper" />
            </>
          ) : (
            <Relative help={help} />
          )
        }
      </Asked>
    </Screen>
  )
}

function Acts({ help: { id, name, perDay } }: { help: Help }) {
  return (
    <>
      <Link
        to={paths.relativeTopUp}
        params={{ helpId: id }}
        className={buttonClass('outline', 'large', true)}
      >
        <IconPlus />
        {t('charge')}
      </Link>
      {perDay > 0 ? (
        <Link to={paths.relativeCode} params={{ helpId: id }} className={buttonClass('coin', 'large', true)}>
          <IconPay />
          {t('payFor', { name })}
        </Link>
      ) : null}
    </>
  )
}

function Relative({ help }: { help: Help }) {
  const { id, name, perDay, perMonth, spentToday, spentThisMonth } = help
  const { coinName, pointsName } = useTown()
  const { paid } = useSearch({ from: '/inside/family/relatives/$helpId' })
  const wallet = useAsk(readRelativesWallet, { params: { id } })
  const leftMonth = Math.max(0, perMonth - spentThisMonth)
  const leftToday = Math.max(0, Math.min(perDay - spentToday, leftMonth))
  return (
    <>
      {paid === undefined ? null : <Paid help={help} paid={paid} />}
      <Asked of={wallet} rows={2}>
        {({ coin, points }) => (
          <section
            aria-label={t('cardOf', { name })}
            className="rounded-24 border-2 border-points-200 bg-card p-5"
          >
            <p className="font-bold">{coinName}</p>
            <p className="text-right text-coin-800">
              <Amount value={coin} unit="yen" size="hero" />
            </p>
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-points-800">
              <span className="font-bold">{pointsName}</span>
              <Amount value={points} unit="points" size="large" />
            </p>
          </section>
        )}
      </Asked>
      {perDay > 0 ? (
        <Facts
          facts={[
            [t('leftToday'), sayYen(leftToday)],
            [t('leftMonth'), sayYen(leftMonth)],
          ]}
        />
      ) : null}
      <History helpId={id} />
      <EndHelp helpId={id} name={name} side="helper" />
    </>
  )
}

function History({ helpId }: { helpId: string }) {
  const filter = readFilter(useSearch({ from: '/inside/family/relatives/$helpId' }))
  const navigate = useNavigate()
  const params = { helpId }
  return (
    <section aria-labelledby="relatives-history" className="flex flex-col gap-3">
      <h2 id="relatives-history" className="text-lg font-bold">
        {t('history')}
      </h2>
      <FilteredHistory
        queryKey={[listRelativesHistory.path, helpId, 'all']}
        read={(query) => ask(listRelativesHistory, { params: { id: helpId }, query })}
        filter={filter}
        choose={(search) =>
          void navigate({ to: paths.relative, params, search, replace: true, resetScroll: false })
        }
        rows={PlainHistoryRows}
      />
    </section>
  )
}

type PaidProps = { help: Help; paid: string }

/** What a till has just read from the code: the amount, the shop and whose money it was. */
function Paid({ help: { id, name }, paid }: PaidProps) {
  const { data } = useAsk(listRelativesHistory, { params: { id }, query: { limit: newestRows } })
  const item = data?.items.find((each) => each.id === paid)
  const done = item !== undefined
  useEffect(() => {
    if (done) playMoneySound()
  }, [done])
  if (!item) return null
  return (
    <output className="block animate-pop">
      <Notice tone="good" title={t('paid', { name })}>
        <span className="block text-xl font-bold">{sayYen(-(item.coin + item.points))}</span>
        <span className="block">{item.counterpart}</span>
        <span className="block tabular-nums">{saySecond(item.at)}</span>
      </Notice>
    </output>
  )
}
