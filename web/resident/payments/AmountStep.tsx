import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Store, Wallet } from './PayAmountPage.tsx'
import { canPay } from './split.ts'
import { sayYen } from '../../lib/numbers.ts'
import { t } from '../words/payments.ts'

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
  const short = amount !== null && amount > 0 && !canPay(amount, means)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount && !short) onNext()
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <StoreCard store={store} />
      {store.acceptsPoints ? null : (
        <Notice tone="warning" title={t('pointsNotTaken', { pointsName: town.pointsName })}>
          {t('coinOnlyHere', { coinName: town.coinName })}
        </Notice>
      )}
      <AmountField
        label={t('amount')}
        help={<Means means={means} acceptsPoints={store.acceptsPoints} />}
        unit={t('yen')}
        large
        value={amount}
        onChange={onAmount}
        error={
          short
            ? t('shortBy', { value: sayYen(amount - means.coin - means.points) })
            : tried && !amount
              ? t('amountMissing')
              : undefined
        }
      />
      {short ? (
        <Link to={paths.topUp} className={buttonClass('outline')}>
          {t('topUp')}
        </Link>
      ) : null}
      <Button type="submit" size="large" wide>
        {t('next')}
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
      {t('canUse')}
      <span className="inline-block">
        {coinName} {sayYen(means.coin)}
      </span>{' '}
      {acceptsPoints ? (
        <span className="inline-block">{t('pointsOf', { pointsName, count: means.points })}</span>
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
      <p className="text-sm text-ink-soft">{t('storeNumber', { number: store.number })}</p>
    </section>
  )
}

function ExcludedGoods({ goods }: { goods: readonly string[] }) {
  const different = [...new Set(goods)]
  if (different.length === 0) return null
  return (
    <details className="rounded-16 border border-line bg-card p-4">
      <summary className="min-h-6 cursor-pointer font-bold">{t('excluded')}</summary>
      <ul className="list-disc pt-2 pl-5">
        {different.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </details>
  )
}
