import { Link } from '@tanstack/react-router'
import { type Bonus, type CampaignKind, type Offer, promisesFor, type WhyLess } from '#contract/campaigns.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { useTown } from '../../lib/town.ts'
import { sayDay } from '../../lib/time.ts'
import { sayComing, sayConditionsTogether, sayOffer, sayWhyLess } from '../../lib/words/campaigns.ts'
import { Amount } from '../../ui/Amount.tsx'
import { rememberBegun } from '../come-back.tsx'
import { t } from '../words/bonus.ts'

type Promised = ReturnType<typeof promisesFor>
const totalOf = (promised: Promised) => promised.reduce((sum, { points }) => sum + points, 0)

type TopUpOfferProps = { amount: number; offers: readonly Offer[] }

/**
 * What each campaign brings for an amount that is charged, when it comes, until when it can be used, and where it is
 * less than the rate, why; nothing where no campaign is in force.
 */
export function TopUpOffer({ amount, offers }: TopUpOfferProps) {
  const { pointsName } = useTown()
  if (offers.length === 0) return null
  const promised = promisesFor(amount, offers)
  return (
    <section className="flex flex-col gap-3 rounded-16 border-2 border-points-200 bg-points-50 p-4">
      <div aria-live="polite">
        <h2 className="text-sm font-bold text-points-800">{t('preview', { pointsName })}</h2>
        <p className="text-points-800">
          <Amount value={totalOf(promised)} unit="points" size="large" />
        </p>
      </div>
      <OfferRows kind="top_up" offers={offers} promised={promised} typed={amount > 0} />
    </section>
  )
}

type PaymentOfferProps = { coin: number; offers: readonly Offer[] }

/**
 * The points for paying so much coin in one line, because the screen before paying is shown at a till; touched, it
 * tells the same of each campaign. Nothing where no campaign is in force.
 */
export function PaymentOffer({ coin, offers }: PaymentOfferProps) {
  if (offers.length === 0) return null
  const promised = promisesFor(coin, offers)
  const coming = offers.filter((_, index) => (promised[index]?.points ?? 0) > 0)
  const later = coming.length > 0 && coming.every(({ when }) => when === 'next_day')
  return (
    <details className="rounded-16 border-2 border-points-200 bg-points-50 px-4">
      <summary className="min-h-12 cursor-pointer py-3 font-bold text-points-800">
        <span aria-live="polite">{t(later ? 'earnsNextDay' : 'earns', { count: totalOf(promised) })}</span>
      </summary>
      <div className="pb-4">
        <OfferRows kind="payment" offers={offers} promised={promised} typed />
      </div>
    </details>
  )
}

type OfferRowsProps = { kind: CampaignKind; offers: readonly Offer[]; promised: Promised; typed: boolean }

function OfferRows({ kind, offers, promised, typed }: OfferRowsProps) {
  return (
    <ul className="flex flex-col gap-3 border-t border-points-200 pt-3">
      {offers.map((offer, index) => (
        <OfferRow key={offer.campaignId} kind={kind} offer={offer} promised={promised[index]} typed={typed} />
      ))}
    </ul>
  )
}

type OfferRowProps = {
  kind: CampaignKind
  offer: Offer
  promised: Promised[number] | undefined
  typed: boolean
}

function OfferRow({ kind, offer, promised, typed }: OfferRowProps) {
  const { points = 0, because = null } = promised ?? {}
  // Before anything is typed, only what no amount would change is worth a word.
  const why = typed ? because : offer.notFor
  const conditions = sayConditionsTogether(offer)
  return (
    <li>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 font-bold">
        <span>{sayOffer(offer)}</span>
        {typed ? (
          <span className="ml-auto text-points-800">{t('pointsCount', { count: points })}</span>
        ) : null}
      </p>
      {why ? <WhyLessLine kind={kind} why={why} /> : null}
      {offer.notFor ? null : (
        <p className="text-sm [word-break:auto-phrase]">
          {sayComing(offer)}
          {conditions ? ` ${conditions}` : ''}
        </p>
      )}
    </li>
  )
}

/** Why a campaign gives less; somebody whose address was confirmed too long ago is shown how to confirm it again. */
function WhyLessLine({ kind, why }: { kind: CampaignKind; why: WhyLess }) {
  const { residency } = useMe()
  if (why !== 'not_in_town' || !residency?.lapsed) {
    return <p className="text-sm font-bold [word-break:auto-phrase]">{sayWhyLess(why)}</p>
  }
  return (
    <p className="text-sm [word-break:auto-phrase]">
      {t('residencyLapsed')}{' '}
      <Link
        to={paths.cardCheck}
        onClick={() => rememberBegun(kind === 'payment' ? 'pay' : 'top_up')}
        className="font-bold underline"
      >
        {t('confirmByCard')}
      </Link>
    </p>
  )
}

/**
 * What a top-up or a payment was promised, campaign by campaign, what has come, and why not where it has not; nothing
 * where it would say no more than the facts of a top-up.
 */
export function BonusParts({ kind, bonus }: { kind: CampaignKind; bonus: Bonus }) {
  const telling =
    bonus.parts.length > (kind === 'payment' ? 0 : 1) ||
    bonus.parts.some(({ because, takenBack }) => because || takenBack > 0)
  if (!telling) return null
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-bold">{t(`parts_${kind}`)}</h2>
      <ul className="divide-y divide-line rounded-16 border border-line bg-card px-4">
        {bonus.parts.map((part) => (
          <li key={part.name} className="py-3">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-bold">{part.name}</span>
              <span className="ml-auto font-bold text-points-800">{sayPart(part)}</span>
            </p>
            {part.because ? (
              <p className="text-sm [word-break:auto-phrase]">{sayWhyLess(part.because)}</p>
            ) : null}
            {part.state === 'planned' ? (
              <p className="text-sm text-ink-soft [word-break:auto-phrase]">{sayComing(part)}</p>
            ) : null}
            {kind === 'payment' && part.state === 'granted' && part.takenBack < part.points ? (
              <p className="text-sm text-ink-soft">{t('until', { day: sayDay(part.expiresOn) })}</p>
            ) : null}
            {part.takenBack > 0 ? (
              <p className="text-sm [word-break:auto-phrase]">
                {t(`takenBack_${kind}`, {
                  count: part.takenBack,
                  value: part.owed > 0 ? t('owed', { count: part.owed }) : '',
                })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function sayPart({ state, points }: Bonus['parts'][number]): string {
  if (state === 'none') return t('none')
  return t('part', { count: points, value: state === 'planned' ? t('planned') : '' })
}
