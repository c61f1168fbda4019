import { type Bonus, readPaymentBonus } from '#contract/campaigns.ts'
import { useAskWhile } from '../../lib/ask.ts'
import { BonusParts } from './Bonus.tsx'

const isOnItsWay = ({ parts }: Bonus) =>
  parts.some(({ state, when }) => state === 'planned' && when === 'at_once')

/**
 * What a payment earned, or by the id of a refund what went with it. Nothing where no campaign was in force, and
 * nothing while it is asked or cannot be known: who looks at a receipt wants the receipt.
 */
export function PaymentBonus({ id }: { id: string }) {
  const { data } = useAskWhile(isOnItsWay, readPaymentBonus, { params: { id } })
  return data ? <BonusParts kind="payment" bonus={data} /> : null
}
