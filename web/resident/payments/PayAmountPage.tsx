import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { readPaymentOffers } from '#contract/campaigns.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readStore } from '#contract/merchants.ts'
import { readWallet } from '#contract/wallets.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Screen } from '../Screen.tsx'
import { AmountStep } from './AmountStep.tsx'
import { ShowStep } from './ShowStep.tsx'
import { canPay, type Means } from './split.ts'
import { t } from '../words/payments.ts'

export type Store = ReplyOf<typeof readStore>
export type Wallet = ReplyOf<typeof readWallet>

/** Pay one shop: first the amount, unless the shop's code named it, then the parts and the screen for the staff. */
export function PayAmountPage() {
  const { storeId } = useParams({ from: '/inside/pay/$storeId' })
  const { via: given, request, amount: asked } = useSearch({ from: '/inside/pay/$storeId' })
  const via = given === 'store_code' ? 'store_code' : 'store_number'
  // The server holds the amount of a request to what the store asked for, whatever this address says.
  const requested = request && asked && /^\d{1,9}$/.test(asked) ? Number(asked) : null
  const store = useAsk(readStore, { params: { id: storeId } })
  const wallet = useAsk(readWallet)
  // Nobody waits for it: whoever cannot be told of campaigns can pay.
  const { data: campaigns } = useAsk(readPaymentOffers)
  const { coinName } = useTown()
  const [amount, setAmount] = useState<number | null>(requested)
  const [shown, setShown] = useState(requested !== null)
  if (store.data && wallet.data && shown && amount !== null) {
    const means = { coin: wallet.data.coin, points: store.data.acceptsPoints ? wallet.data.points : 0 }
    if (requested !== null && !canPay(amount, means)) {
      return <TooLittle store={store.data} amount={amount} means={means} />
    }
    return (
      <ShowStep
        store={store.data}
        wallet={wallet.data}
        amount={amount}
        offers={campaigns?.offers ?? []}
        via={via}
        {...(requested !== null && request ? { requestId: request } : { onBack: () => setShown(false) })}
      />
    )
  }
  return (
    <Screen key="amount" title={t('payWith', { coinName })} back={paths.pay} nav={false}>
      <Asked of={store}>
        {(known) => (
          <Asked of={wallet}>
            {(mine) => (
              <AmountStep
                store={known}
                wallet={mine}
                amount={amount}
                onAmount={setAmount}
                onNext={() => setShown(true)}
              />
            )}
          </Asked>
        )}
      </Asked>
    </Screen>
  )
}

/** The shop asks for more than there is: said before anything is pressed, with the way to charge. */
function TooLittle({ store, amount, means }: { store: Store; amount: number; means: Means }) {
  return (
    <Screen key="short" title={t('confirm')} back={paths.pay} nav={false}>
      <section className="rounded-24 border border-line bg-card p-5 text-center">
        <p className="text-lg font-bold">{store.name}</p>
        <p className="text-4xl font-bold tabular-nums">{sayYen(amount)}</p>
      </section>
      <Notice
        tone="warning"
        title={t('short', { value: sayYen(amount - means.coin - means.points) })}
        action={
          <Link to={paths.topUp} className={buttonClass('outline')}>
            {t('topUp')}
          </Link>
        }
      >
        {t('askStaff')}
      </Notice>
    </Screen>
  )
}
