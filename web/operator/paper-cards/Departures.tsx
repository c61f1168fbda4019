import type { ReplyOf } from '#contract/endpoint.ts'
import { decideDeparture, listDepartures } from '#contract/desk-leaving.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { documentNames } from '../residents/document-names.ts'

type Departure = ReplyOf<typeof listDepartures>['departures'][number]

const reasonWords = { wish: 'ご本人の希望', died: 'お亡くなりになった' } as const

/** Who leaves and waits for somebody else to look at the papers. */
export function Departures() {
  const query = useAsk(listDepartures)
  return (
    <section aria-label="退会の承認待ち" className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">承認を待っている退会</h2>
      <Asked of={query}>
        {({ departures }) =>
          departures.length === 0 ? (
            <p>退会の受け付けはありません。</p>
          ) : (
            <ul className="flex flex-col gap-4">
              {departures.map((departure) => (
                <li key={departure.id}>
                  <OneDeparture departure={departure} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}

function OneDeparture({ departure }: { departure: Departure }) {
  const { coinName, pointsName } = useTown()
  const act = useAct(decideDeparture)
  const decide = async (decision: 'approved' | 'declined') => {
    if (!(await act.send({ params: { id: departure.id }, body: { decision } }))) return
    announce(decision === 'approved' ? '退会の手続きが完了しました。' : '取り下げました。')
    askAnew(listDepartures)
  }
  return (
    <article className="flex flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
      <h3 className="text-lg font-bold">{departure.name} 様</h3>
      <Facts
        facts={[
          ['理由', reasonWords[departure.reason]],
          [`手放す${coinName}`, <Amount key="coin" value={departure.coin} unit="yen" />],
          [`手放す${pointsName}`, <Amount key="points" value={departure.points} unit="points" />],
          ['確認した書類', departure.documents.map((each) => documentNames[each]).join('、')],
          ['受け付け', `${departure.receivedBy}　${sayMinute(departure.receivedAt)}`],
        ]}
      />
      <TroubleNotice trouble={act.trouble} />
      {departure.mine ? (
        <Notice title="あなたが受け付けました">別の担当者に、書類を確かめて承認してもらってください。</Notice>
      ) : (
        <Button look="danger" busy={act.busy} onPress={() => void decide('approved')}>
          書類と署名を確かめました。退会を承認する
        </Button>
      )}
      <Button look="quiet" busy={act.busy} onPress={() => void decide('declined')}>
        取り下げる
      </Button>
    </article>
  )
}
