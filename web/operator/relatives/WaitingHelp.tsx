import type { ReplyOf } from '#contract/endpoint.ts'
import { decideHelp, type listWaitingHelps } from '#contract/relatives.ts'
import { useAct } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { documentNames } from '../residents/document-names.ts'
import { groundWords, sayCaps } from './words.ts'

export type DeskHelp = ReplyOf<typeof listWaitingHelps>['helps'][number]

/** A help that papers speak for; whoever received it does not approve it. */
export function WaitingHelp({ help, onDone }: { help: DeskHelp; onDone: () => void }) {
  const act = useAct(decideHelp)
  const decide = async (decision: 'approved' | 'declined') => {
    if (!(await act.send({ params: { id: help.id }, body: { decision } }))) return
    announce(decision === 'approved' ? '承認しました。お手伝いが始まりました。' : '取り下げました。')
    onDone()
  }
  return (
    <article className="flex flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
      <h3 className="text-lg font-bold">{help.relative} 様</h3>
      <HelpFacts help={help} />
      <TroubleNotice trouble={act.trouble} />
      {help.mine ? (
        <Notice title="あなたが受け付けました">別の担当者に、書類を確かめて承認してもらってください。</Notice>
      ) : (
        <Button busy={act.busy} onPress={() => void decide('approved')}>
          書類を確かめました。承認する
        </Button>
      )}
      <Button look="quiet" busy={act.busy} onPress={() => void decide('declined')}>
        取り下げる
      </Button>
    </article>
  )
}

/** Who helps whom, up to what, and how it came to be. */
export function HelpFacts({ help }: { help: DeskHelp }) {
  return (
    <Facts
      facts={[
        ['手伝う方', help.helper],
        ['手伝ってもらう方', help.relative],
        ['できること', sayCaps(help)],
        ...(help.ground ? [['根拠', groundWords[help.ground]] as const] : []),
        ...(help.documents.length > 0
          ? [['確認した書類', help.documents.map((each) => documentNames[each]).join('、')] as const]
          : []),
        ['受け付け', `${help.receivedBy ?? 'ご本人のアプリ'}　${sayMinute(help.askedAt)}`],
      ]}
    />
  )
}
