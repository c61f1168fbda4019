import { type CampaignTerms, promisesFor } from '#contract/campaigns.ts'
import { sayNumber, sayYen } from '../../lib/numbers.ts'
import { sayComing, sayConditions, sayRate, sayWhyLess } from '../../lib/words/campaigns.ts'
import { Notice } from '../../ui/Notice.tsx'
import { offerOf } from './draft.ts'
import { kindWords } from './words.ts'

const amounts = { top_up: [1_000, 10_000, 49_000], payment: [500, 1_000, 5_000] }

/** Above a fifth, 景品表示法 (総付景品: 20 % of 1,000 yen and more) wants a look; a discount or a town's aid may be fine. */
const worthALook = 2_000

/** What people will read on the page where they charge or pay, for some amounts, while everything is still left. */
export function Preview({ terms }: { terms: CampaignTerms }) {
  const offer = offerOf(terms)
  const conditions = sayConditions(offer)
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">利用者に見える内容</h2>
      <div className="flex flex-col gap-3 rounded-16 border-2 border-points-200 bg-points-50 p-4">
        <p className="font-bold text-points-800">
          {terms.name}（{sayRate(terms.basisPoints)}）
        </p>
        <ul className="flex flex-col gap-1">
          {amounts[terms.kind].map((amount) => {
            const [promised] = promisesFor(amount, [offer])
            return (
              <li key={amount} className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span>
                  {sayYen(amount)}
                  {kindWords[terms.kind].does}
                </span>
                <span className="font-bold">{sayNumber(promised?.points ?? 0)}ポイント</span>
                {promised?.because ? (
                  <span className="w-full text-right text-sm">{sayWhyLess(promised.because)}</span>
                ) : null}
              </li>
            )
          })}
        </ul>
        <p className="text-sm [word-break:auto-phrase]">
          {sayComing(offer)}
          {conditions.length > 0 ? `${conditions.join('、')}。` : ''}
        </p>
      </div>
      {terms.basisPoints > worthALook ? (
        <Notice tone="warning" title="率が20%を超えています">
          景品表示法の景品にあたらないか（値引きか、自治体の施策か）を確かめてから開始してください。
        </Notice>
      ) : null}
    </section>
  )
}
