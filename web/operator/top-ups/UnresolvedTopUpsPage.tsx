import { type AnyRouter, Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listUnresolvedTopUps } from '#contract/unresolved-top-ups.ts'
import { useAsk } from '../../lib/ask.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { saySecond } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { TopUpCard } from './TopUpCard.tsx'
import { causeWords, sayPerson } from './words.ts'

type Reply = ReplyOf<typeof listUnresolvedTopUps>
export type UnresolvedTopUp = Reply['topUps'][number]

/** Top-ups that do not end by themselves: what is known of each, and what two people can decide. */
export function UnresolvedTopUpsPage() {
  const query = useAsk(listUnresolvedTopUps)
  return (
    <Desk title="結果の決まっていないチャージ">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl">
          返事のないチャージは、間隔をあけて自動でたずね続けます。15分たっても決まらないときは、決済会社の管理画面で確かめて、2人で結果を決めてください。
        </p>
        <Link<AnyRouter, string, string> to={paths.cardRefund} className={buttonClass('quiet')}>
          カードのチャージを返金する
        </Link>
        <Button look="outline" busy={query.isFetching} onPress={() => void query.refetch()}>
          読み込み直す
        </Button>
      </div>
      <Asked of={query}>{(reply) => <Lists reply={reply} />}</Asked>
    </Desk>
  )
}

function Lists({ reply: { topUps, owed, unplaced, asOf } }: { reply: Reply }) {
  return (
    <>
      <p className="text-ink-soft">
        {saySecond(asOf)} 現在、{topUps.length}件
      </p>
      {topUps.length === 0 ? (
        <Notice tone="good" title="ありません">
          すべてのチャージの結果が決まっています。
        </Notice>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
          {topUps.map((topUp) => (
            <li key={topUp.id}>
              <TopUpCard topUp={topUp} />
            </li>
          ))}
        </ul>
      )}
      {owed.length === 0 ? null : <Owed owed={owed} />}
      {unplaced.length === 0 ? null : <Unplaced unplaced={unplaced} />}
    </>
  )
}

function Unplaced({ unplaced }: { unplaced: Reply['unplaced'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">どのチャージのものか分からない、カード会社の通知</h2>
      <p>
        お金についての通知ですが、記録に合うチャージがありません。カード会社の管理画面で確かめてください。
      </p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
        {unplaced.map((each) => (
          <li key={each.id}>
            <Facts
              facts={[
                ['種類', each.type],
                ['照会番号', each.reference ?? 'なし'],
                ['通知の番号', each.id],
                ['日時', saySecond(each.at)],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Owed({ owed }: { owed: Reply['owed'] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-lg font-bold">残高から差し引けなかった金額</h2>
      <p>取り消されたチャージのうち、すでに使われていた分です。利用者に連絡してください。</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
        {owed.map((each) => (
          <li key={`${each.topUpId} ${each.cause} ${each.providerRef}`}>
            <Facts
              facts={[
                ['利用者', sayPerson(each.resident)],
                ['不足している金額', <Amount key="owed" value={each.owed} unit="yen" />],
                ['取り消された金額', <Amount key="amount" value={each.amount} unit="yen" />],
                ['理由', causeWords[each.cause]],
                ['照会番号', each.providerRef],
                ['日時', saySecond(each.at)],
              ]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
