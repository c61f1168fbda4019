import { useState } from 'react'
import { askProviderAgain, decideResolution, listUnresolvedTopUps } from '#contract/unresolved-top-ups.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { sayTopUpBy } from '../../lib/words/means.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { SecondPerson } from '../SecondPerson.tsx'
import { ProposeForm } from './ProposeForm.tsx'
import type { UnresolvedTopUp } from './UnresolvedTopUpsPage.tsx'
import { attentionWords, sayAge, sayPerson, verdictWords } from './words.ts'

const refresh = () => queryClient.invalidateQueries({ queryKey: [listUnresolvedTopUps.path] })

/** One top-up that waits: what is known, what was tried, and what can be done. */
export function TopUpCard({ topUp }: { topUp: UnresolvedTopUp }) {
  const since = serverNow() - Date.parse(topUp.confirmedAt ?? topUp.requestedAt)
  return (
    <article
      aria-label={`${sayPerson(topUp.resident)}のチャージ`}
      className={`flex h-full flex-col gap-3 rounded-16 border-2 bg-card p-4 ${topUp.attention ? 'border-red-900' : 'border-line'}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-bold">
          {sayTopUpBy(topUp.means)} <Amount value={topUp.amount} unit="yen" />
        </h2>
        <p className="font-bold">{sayAge(since)}経過</p>
      </div>
      {topUp.attention ? <p className="text-red-900">{attentionWords[topUp.attention]}</p> : null}
      <Facts facts={factsOf(topUp)} />
      {topUp.proposal ? <Proposal topUp={topUp} proposal={topUp.proposal} /> : <Deeds topUp={topUp} />}
    </article>
  )
}

function factsOf(topUp: UnresolvedTopUp) {
  return [
    ['利用者', sayPerson(topUp.resident)],
    ...(topUp.sourceName === '' ? [] : [['チャージ元', topUp.sourceName] as const]),
    ['受付日時', sayMinute(topUp.requestedAt)],
    ['たずねた回数', `${topUp.asked}回`],
    ...(topUp.askAt === null ? [] : [['次にたずねる時刻', sayMinute(topUp.askAt)] as const]),
    ...(topUp.providerRef === null
      ? []
      : [['照会番号', <Code key="ref" text={topUp.providerRef} />] as const]),
    ...(topUp.seen === null ? [] : [['決済会社の返事', <Seen key="seen" {...topUp.seen} />] as const]),
    ['取引番号', <Code key="id" text={topUp.id} />],
  ] as const
}

/** What the provider says: how much, in what, and under which reference. */
function Seen({ amount, currency, providerRef }: NonNullable<UnresolvedTopUp['seen']>) {
  return (
    <span className="flex flex-col items-end">
      {amount === null ? null : (
        <span>
          {sayNumber(amount)} {currency === null || currency.toUpperCase() === 'JPY' ? '円' : currency}
        </span>
      )}
      {providerRef === null ? null : <Code text={providerRef} />}
    </span>
  )
}

function Code({ text }: { text: string }) {
  return <span className="text-sm break-all">{text}</span>
}

function Deeds({ topUp }: { topUp: UnresolvedTopUp }) {
  const [open, setOpen] = useState(false)
  const ask = useAct(askProviderAgain)
  const askNow = async () => {
    const answer = await ask.send({ params: { topUpId: topUp.id } })
    if (!answer) return
    announce(
      answer.state === 'succeeded' || answer.state === 'declined'
        ? '結果が決まりました。'
        : 'まだ返事がありません。',
    )
    await refresh()
  }
  return (
    <div className="mt-auto flex flex-col gap-2">
      <TroubleNotice trouble={ask.trouble} />
      {topUp.canAsk ? (
        <Button look="outline" busy={ask.busy} onPress={() => void askNow()}>
          もう一度たずねる
        </Button>
      ) : null}
      <Button look="outline" onPress={() => setOpen(true)}>
        確かめた結果を登録する
      </Button>
      <Sheet title="確かめた結果を登録する" open={open} onClose={() => setOpen(false)}>
        <ProposeForm
          topUp={topUp}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            announce('登録しました。別の担当者が確定してください。')
            void refresh()
          }}
        />
      </Sheet>
    </div>
  )
}

type ProposalProps = { topUp: UnresolvedTopUp; proposal: NonNullable<UnresolvedTopUp['proposal']> }

function Proposal({ topUp, proposal }: ProposalProps) {
  const act = useAct(decideResolution)
  const decide = async (decision: 'confirmed' | 'withdrawn') => {
    const params = { topUpId: topUp.id, resolutionId: proposal.id }
    if (!(await act.send({ params, body: { decision } }))) return
    announce(decision === 'confirmed' ? '結果を確定しました。' : '登録を取り下げました。')
    await refresh()
  }
  return (
    <section className="mt-auto flex flex-col gap-2 rounded-12 bg-coin-50 p-3">
      <h3 className="font-bold">{verdictWords[proposal.verdict]}</h3>
      <p className="text-sm">
        {proposal.proposedBy}が{sayMinute(proposal.proposedAt)}に登録しました。
      </p>
      {proposal.providerRef ? (
        <p className="text-sm">
          照会番号 <Code text={proposal.providerRef} />
        </p>
      ) : null}
      <p className="text-sm">{proposal.note}</p>
      <SecondPerson mine={proposal.mine} act={act} onDecide={decide} />
    </section>
  )
}
