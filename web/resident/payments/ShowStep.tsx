import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Offer } from '#contract/campaigns.ts'
import { codeOf, type Trouble } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { PaymentOffer } from '../campaigns/Bonus.tsx'
import { Screen } from '../Screen.tsx'
import { t as aloud } from '../words/look.ts'
import type { Store, Wallet } from './PayAmountPage.tsx'
import { EarlierStep } from './EarlierStep.tsx'
import { usePending } from './kept-payments.ts'
import { mayBePaid, type PaymentBody } from './pending-payment.ts'
import { SplitFields } from './SplitFields.tsx'
import { type Means, partsOf, type Parts, possibleTenders, proposeTender, type Tender } from './split.ts'
import { usePay } from './use-pay.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { say } from '../../lib/voice.ts'
import { t } from '../words/payments.ts'

type ShowStepProps = {
  store: Store
  wallet: Wallet
  amount: number
  /** The campaigns that give points for what is paid with coin. */
  offers: readonly Offer[]
  via: PaymentBody['via']
  /** The store's request that is paid; its amount cannot be changed here. */
  requestId?: string
  onBack?: () => void
}

/** The screen before paying, with the way in which a payment is really made. */
export function ShowStep({ via, requestId, ...shown }: ShowStepProps) {
  const { send, busy, trouble } = usePay(shown.store)
  const [another, setAnother] = useState(false)
  const pending = usePending(useMe().residentId)
  const earlier = pending.find((each) => each.body.storeId === shown.store.id && mayBePaid(each))
  if (earlier && !another && !busy)
    return <EarlierStep earlier={earlier} onAnother={() => setAnother(true)} />
  const pay = (parts: Parts) => void send({ ...parts, via, ...(requestId ? { requestId } : {}) })
  return <ShowScreen {...shown} paying={{ send: pay, busy, trouble }} />
}

type ShowScreenProps = Omit<ShowStepProps, 'via' | 'requestId'> & {
  paying: { send: (parts: Parts) => void; busy: boolean; trouble: Trouble }
}

/** How to pay, what is left after, and the screen to show to the staff with the one big button. */
export function ShowScreen({ store, wallet, amount, offers, paying, onBack }: ShowScreenProps) {
  const { proposes } = useTown()
  const means = { coin: wallet.coin, points: store.acceptsPoints ? wallet.points : 0 }
  const [tender, setTender] = useState<Tender>(proposeTender(amount, means, proposes) ?? 'coin')
  const [points, setPoints] = useState(proposes === 'points_first' ? means.points : 0)
  const parts = partsOf(tender, amount, means, points)
  const { send, busy, trouble } = paying
  useEffect(() => say(aloud('sayBefore', { shop: store.name, amount })), [store.name, amount])
  return (
    <Screen
      key="show"
      title={t('confirm')}
      nav={false}
      actions={
        <>
          <p className="text-center text-lg font-bold">{t('showStaff')}</p>
          <Button size="large" wide busy={busy} onPress={() => send(parts)}>
            {t('pay')}
          </Button>
        </>
      }
    >
      <section className="rounded-24 bg-hero p-5 text-center text-on-hero">
        <p className="text-lg font-bold">{store.name}</p>
        <p className="text-sm">{store.address}</p>
        <p className="pt-2">
          <Amount value={amount} unit="yen" size="hero" />
        </p>
        {tender === 'both' ? <PartsLine parts={parts} /> : null}
      </section>
      <PaymentOffer coin={parts.coin} offers={offers} />
      <TroubleNotice
        trouble={trouble}
        action={
          codeOf(trouble) === 'insufficient_balance' ? (
            <Link to={paths.topUp} className={buttonClass('outline')}>
              {t('topUp')}
            </Link>
          ) : null
        }
      />
      {store.acceptsPoints ? (
        <TenderChoice tender={tender} onTender={setTender} amount={amount} means={means} />
      ) : null}
      {tender === 'both' ? (
        <SplitFields amount={amount} means={means} parts={parts} onPoints={setPoints} />
      ) : null}
      <Left parts={parts} wallet={wallet} />
      {onBack ? (
        <Button look="quiet" disabled={busy} onPress={onBack}>
          {t('changeAmount')}
        </Button>
      ) : null}
    </Screen>
  )
}

function PartsLine({ parts }: { parts: Parts }) {
  const { coinName, pointsName } = useTown()
  return (
    <p className="font-bold">
      {pointsName} {sayNumber(parts.points)} ＋ {coinName} {sayNumber(parts.coin)}
    </p>
  )
}

type TenderChoiceProps = {
  tender: Tender
  onTender: (tender: Tender) => void
  amount: number
  means: Means
}

const note = (can: boolean) => (can ? undefined : t('notEnough'))

function TenderChoice({ tender, onTender, amount, means }: TenderChoiceProps) {
  const { coinName, pointsName } = useTown()
  const possible = possibleTenders(amount, means)
  return (
    <RadioCards
      label={t('tender')}
      value={tender}
      onChange={onTender}
      cards={[
        {
          value: 'coin',
          title: t('onlyCoin', { coinName }),
          note: note(possible.coin),
          disabled: !possible.coin,
        },
        {
          value: 'points',
          title: t('onlyPoints', { pointsName }),
          note: note(possible.points),
          disabled: !possible.points,
        },
        {
          value: 'both',
          title: t('both'),
          note: possible.both ? t('bothNote', { pointsName, coinName }) : t('bothImpossible'),
          disabled: !possible.both,
        },
      ]}
    />
  )
}

function Left({ parts, wallet }: { parts: Parts; wallet: Wallet }) {
  const { coinName, pointsName } = useTown()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-bold">{t('leftAfter')}</h2>
      <Facts
        facts={[
          [coinName, <Amount key="coin" value={wallet.coin - parts.coin} unit="yen" />],
          [pointsName, <Amount key="points" value={wallet.points - parts.points} unit="points" />],
        ]}
      />
    </section>
  )
}
