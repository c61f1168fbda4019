import { useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readStore } from '#contract/merchants.ts'
import { readWallet } from '#contract/wallets.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Screen } from '../Screen.tsx'
import { AmountStep } from './AmountStep.tsx'
import { ShowStep } from './ShowStep.tsx'

export type Store = ReplyOf<typeof readStore>
export type Wallet = ReplyOf<typeof readWallet>

/** Pay one shop: first the amount, then the parts and the screen that the staff looks at. */
export function PayAmountPage() {
  const { storeId } = useParams({ from: '/inside/pay/$storeId' })
  const { via: given } = useSearch({ from: '/inside/pay/$storeId' })
  const via = given === 'store_code' ? 'store_code' : 'store_number'
  const store = useAsk(readStore, { params: { id: storeId } })
  const wallet = useAsk(readWallet)
  const { coinName } = useTown()
  const [amount, setAmount] = useState<number | null>(null)
  const [shown, setShown] = useState(false)
  if (store.data && wallet.data && shown && amount !== null) {
    return (
      <ShowStep
        store={store.data}
        wallet={wallet.data}
        amount={amount}
        via={via}
        onBack={() => setShown(false)}
      />
    )
  }
  return (
    <Screen key="amount" title={`${coinName}で支払う`} back={paths.pay} nav={false}>
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
