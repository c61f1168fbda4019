import type { ReplyOf } from '#contract/endpoint.ts'
import type { readTopUpTerms } from '#contract/top-ups.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { TopUpOffer } from '../campaigns/Bonus.tsx'
import { amountTrouble } from './amount.ts'
import { t } from '../words/top-ups.ts'

type Terms = ReplyOf<typeof readTopUpTerms>

type AmountChoiceProps = {
  terms: Terms
  amount: number | null
  onChange: (amount: number | null) => void
  /** Whether the person has tried to go on: before that, nothing that is still missing is called wrong. */
  tried: boolean
  /** What the server has refused about the amount. */
  refused: string | undefined
}

const steps = [1_000, 5_000, 10_000]

/** How much to top up: the limits stand before anything is typed, the bonus grows as one types. */
export function AmountChoice({ terms, amount, onChange, tried, refused }: AmountChoiceProps) {
  const wrong = amountTrouble(amount, terms)
  return (
    <>
      <Limits terms={terms} />
      <AmountField
        label={t('amount')}
        unit={t('yen')}
        large
        value={amount}
        onChange={onChange}
        error={(tried || (amount ?? 0) > terms.maximum ? wrong : undefined) ?? refused}
      />
      <div className="grid grid-cols-3 gap-2">
        {steps.map((step) => (
          <Button key={step} look="outline" onPress={() => onChange((amount ?? 0) + step)}>
            +{sayNumber(step)}
          </Button>
        ))}
      </div>
      <TopUpOffer amount={wrong ? 0 : (amount ?? 0)} offers={terms.bonus} />
    </>
  )
}

function Limits({ terms }: { terms: Terms }) {
  return (
    <Facts
      facts={[
        [t('atOnce'), `${sayYen(terms.minimum)}〜${sayYen(terms.perTopUp)}`],
        ...(terms.leftOnFirstDay === null
          ? []
          : [[t('leftOnFirstDay'), sayYen(terms.leftOnFirstDay)] as const]),
        [t('leftToday'), sayYen(terms.leftToday)],
        [t('leftThisMonth'), sayYen(terms.leftThisMonth)],
        ...(terms.leftUnderCap < terms.perTopUp
          ? [[t('leftUnderCap'), sayYen(terms.leftUnderCap)] as const]
          : []),
        [t('maximumNow'), sayYen(terms.maximum)],
      ]}
    />
  )
}
