import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { AmountStep } from '../payments/AmountStep.tsx'
import type { Store, Wallet } from '../payments/PayAmountPage.tsx'
import { type Payment, ReceiptFacts } from '../payments/PaymentDonePage.tsx'
import { ShowScreen } from '../payments/ShowStep.tsx'
import type { Parts } from '../payments/split.ts'
import { Screen } from '../Screen.tsx'
import { t } from '../words/practice.ts'

type Step =
  | { at: 'begin' | 'scan' | 'amount' }
  | { at: 'show'; amount: number }
  | { at: 'done'; payment: Payment }

/** Play money: enough for one visit, so that both kinds have to be thought about. */
const begun = { coin: 3000, points: 200 }

/**
 * 練習: paying from the scan to the confirmation, with the very steps of the real thing and play money that never
 * leaves this screen. Nothing is asked of the server; every screen says what it is, in another colour.
 */
export function PracticePage() {
  return (
    <div className="practice contents">
      <p
        role="note"
        className="bg-coin-700 px-4 py-2 text-center text-lg font-bold text-on-fill print:hidden"
      >
        {t('mark')}
      </p>
      <Steps />
    </div>
  )
}

function Steps() {
  const [step, setStep] = useState<Step>({ at: 'begin' })
  const [held, setHeld] = useState(begun)
  const store = useShop()
  const [amount, setAmount] = useState<number | null>(null)
  const [began] = useState(() => new Date(serverNow()).toISOString())
  const wallet: Wallet = { ...held, expiring: [], plannedPoints: 0, asOf: began }
  const pay = (parts: Parts) => {
    const left = { coin: held.coin - parts.coin, points: held.points - parts.points }
    setHeld(left)
    setStep({ at: 'done', payment: receiptOf(store, parts, left) })
  }
  switch (step.at) {
    case 'begin':
      return <Begin onNext={() => setStep({ at: 'scan' })} />
    case 'scan':
      return <Scan store={store} onNext={() => setStep({ at: 'amount' })} />
    case 'amount':
      return (
        <Screen key="amount" title={t('amountTitle')} nav={false}>
          <p>{t('amountHint')}</p>
          <AmountStep
            store={store}
            wallet={wallet}
            amount={amount}
            onAmount={setAmount}
            onNext={() => (amount ? setStep({ at: 'show', amount }) : undefined)}
          />
        </Screen>
      )
    case 'show':
      return (
        <ShowScreen
          store={store}
          wallet={wallet}
          amount={step.amount}
          offers={[]}
          paying={{ busy: false, trouble: null, send: pay }}
          onBack={() => setStep({ at: 'amount' })}
        />
      )
    default:
      return (
        <Done
          payment={step.payment}
          onAgain={() => {
            setHeld(begun)
            setAmount(null)
            setStep({ at: 'scan' })
          }}
        />
      )
  }
}

function Begin({ onNext }: { onNext: () => void }) {
  const { coinName, pointsName } = useTown()
  return (
    <Screen
      key="begin"
      title={t('title')}
      back={paths.menu}
      nav={false}
      actions={
        <Button size="large" wide onPress={onNext}>
          {t('start')}
        </Button>
      }
    >
      <p className="text-lg">{t('about')}</p>
      <Notice title={t('playMoney')}>
        {t('playMoneyNote', { coinName, coin: begun.coin, pointsName, points: begun.points })}
      </Notice>
    </Screen>
  )
}

/** The table stand of a shop, as the camera would see it. */
function Scan({ store, onNext }: { store: Store; onNext: () => void }) {
  return (
    <Screen
      key="scan"
      title={t('scanTitle')}
      nav={false}
      actions={
        <Button size="large" wide onPress={onNext}>
          {t('hold')}
        </Button>
      }
    >
      <p>{t('scanHint')}</p>
      <div className="relative mx-auto w-full max-w-80 rounded-24 bg-ink p-10">
        <div className="flex flex-col items-center gap-2 rounded-16 bg-card p-3">
          <p className="font-bold">{store.name}</p>
          <QrCode text="practice" label={t('code')} className="w-full" />
        </div>
      </div>
    </Screen>
  )
}

function Done({ payment, onAgain }: { payment: Payment; onAgain: () => void }) {
  return (
    <Screen
      key="done"
      title={t('done')}
      nav={false}
      hideTitle
      actions={
        <>
          <Button size="large" wide onPress={onAgain}>
            {t('again')}
          </Button>
          <Link to={paths.home} className={buttonClass('quiet')}>
            {t('end')}
          </Link>
        </>
      }
    >
      <section className="flex flex-col items-center gap-2 rounded-24 border-2 border-dashed border-coin-700 bg-card p-6 text-center">
        <p className="text-2xl font-bold text-coin-800">{t('done')}</p>
        <p className="text-lg font-bold">{payment.storeName}</p>
        <p className="text-coin-800">
          <Amount value={payment.coin + payment.points} unit="yen" size="hero" />
        </p>
      </section>
      <p>{t('doneNote')}</p>
      <ReceiptFacts payment={payment} />
    </Screen>
  )
}

/** A shop that there is not. */
function useShop(): Store {
  return {
    ...{ id: '', number: '000000', name: t('shop'), kana: '', address: t('shopAddress'), ward: '' },
    ...{ category: '', phone: '', hours: '', latitude: 0, longitude: 0, open: true },
    ...{ acceptsPoints: true, excludedGoods: [], closures: [] },
  }
}

function receiptOf(store: Store, parts: Parts, left: { coin: number; points: number }): Payment {
  return {
    ...{ id: makeId(), storeId: store.id, storeName: store.name, ...parts },
    paidAt: new Date(serverNow()).toISOString(),
    coinAfter: parts.coin > 0 ? left.coin : null,
    pointsAfter: parts.points > 0 ? left.points : null,
  }
}
