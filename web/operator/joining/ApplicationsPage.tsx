import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listApplications } from '#contract/joining.ts'
import { useAsk } from '../../lib/ask.ts'
import { operatorPaths as paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { DeskLink } from '../DeskLink.tsx'
import { sayWaiting, stateWords } from './words.ts'

type Reply = ReplyOf<typeof listApplications>

/** Shops that want to join: those that wait, with their age, and those that are decided. */
export function ApplicationsPage() {
  const [decided, setDecided] = useState(false)
  const query = useAsk(listApplications, { query: { decided: decided ? 'true' : 'false' } })
  return (
    <Desk title="加盟店のお申し込み">
      <div className="flex flex-wrap gap-3">
        <Button look={decided ? 'outline' : 'coin'} onPress={() => setDecided(false)}>
          受付中
        </Button>
        <Button look={decided ? 'coin' : 'outline'} onPress={() => setDecided(true)}>
          結果の出たもの
        </Button>
      </div>
      <Asked of={query}>{(reply) => <List reply={reply} decided={decided} />}</Asked>
    </Desk>
  )
}

function List({ reply: { applications, asOf }, decided }: { reply: Reply; decided: boolean }) {
  if (applications.length === 0) {
    return decided ? (
      <p>まだありません。</p>
    ) : (
      <Notice tone="good" title="お待たせしているお申し込みはありません">
        お店は「加盟店アプリ」のログイン画面から申し込めます。
      </Notice>
    )
  }
  return (
    <>
      <p className="text-ink-soft">{applications.length}件</p>
      <Rows>
        {applications.map((each) => (
          <li key={each.id}>
            <DeskLink to={paths.application} params={{ applicationId: each.id }} className={rowLinkClass}>
              <RowBody title={each.storeName} note={sayNote(each, asOf)} end={<State of={each} />} leads />
            </DeskLink>
          </li>
        ))}
      </Rows>
    </>
  )
}

function sayNote({ businessName, ward, sentAt }: Reply['applications'][number], asOf: string): string {
  const age = sayWaiting(Date.parse(asOf) - Date.parse(sentAt))
  return `${businessName}・${ward}・${sayMinute(sentAt)}受付（${age}）`
}

function State({ of: { state, proposed, answered } }: { of: Reply['applications'][number] }) {
  const text =
    proposed && state === 'screening'
      ? '2人目の確認待ち'
      : answered && state === 'screening'
        ? '返事が届きました'
        : stateWords[state]
  const urgent = state === 'sent' || (state === 'screening' && (proposed || answered))
  return <span className={urgent ? 'font-bold text-coin-800' : 'text-ink-soft'}>{text}</span>
}
