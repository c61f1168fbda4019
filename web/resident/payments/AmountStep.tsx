import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Store, Wallet } from './PayAmountPage.tsx'
import { proposeTender } from './split.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'

type AmountStepProps = {
  store: Store
  wallet: Wallet
  amount: number | null
  onAmount: (amount: number | null) => void
  onNext: () => void
}

/** Which shop, what it does not take, and how much; refuses an amount beyond what the person has. */
export function AmountStep({ store, wallet, amount, onAmount, onNext }: AmountStepProps) {
  const town = useTown()
  const [tried, setTried] = useState(false)
  const means = { coin: wallet.coin, points: store.acceptsPoints ? wallet.points : 0 }
  const short = amount !== null && amount > 0 && proposeTender(amount, means) === null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount && !short) onNext()
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <StoreCard store={store} />
      {store.acceptsPoints ? null : (
        <Notice tone="warning" title={`このお店では${town.pointsName}は使えません`}>
          {town.coinName}だけでお支払いいただけます。
        </Notice>
      )}
      <AmountField
        label="お支払い金額"
        help={<Means means={means} acceptsPoints={store.acceptsPoints} />}
        unit="円"
        large
        value={amount}
        onChange={onAmount}
        error={
          short
            ? `残高が${sayYen(amount - means.coin - means.points)}足りません。金額を確かめるか、先にチャージしてください。`
            : tried && !amount
              ? 'お支払い金額を入力してください。'
              : undefined
        }
      />
      {short ? (
        <Link to={paths.topUp} className={buttonClass('outline')}>
          チャージする
        </Link>
      ) : null}
      <Button type="submit" size="large" wide>
        次へ
      </Button>
      <ExcludedGoods goods={[...store.excludedGoods, ...town.excludedGoods]} />
    </form>
  )
}

type MeansProps = { means: { coin: number; points: number }; acceptsPoints: boolean }

function Means({ means, acceptsPoints }: MeansProps) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      使える残高：
      <span className="inline-block">
        {coinName} {sayYen(means.coin)}
      </span>{' '}
      {acceptsPoints ? (
        <span className="inline-block">
          {pointsName} {sayNumber(means.points)}ポイント
        </span>
      ) : null}
    </>
  )
}

/** The shop as the server knows it, so that the person can see that it is the right one. */
function StoreCard({ store }: { store: Store }) {
  return (
    <section className="rounded-16 border border-line bg-card p-4">
      <h2 className="text-xl font-bold">{store.name}</h2>
      <p className="text-ink-soft">{store.address}</p>
      <p className="text-sm text-ink-soft">お店の番号 {store.number}</p>
    </section>
  )
}

function ExcludedGoods({ goods }: { goods: readonly string[] }) {
  const different = [...new Set(goods)]
  if (different.length === 0) return null
  return (
    <details className="rounded-16 border border-line bg-card p-4">
      <summary className="min-h-6 cursor-pointer font-bold">お支払いに使えない商品・サービス</summary>
      <ul className="list-disc pt-2 pl-5">
        {different.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  )
}
