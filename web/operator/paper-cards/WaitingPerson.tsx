import type { ReplyOf } from '#contract/endpoint.ts'
import { decidePaperPerson, type listPaperPeople } from '#contract/paper-cards.ts'
import { useAct } from '../../lib/ask.ts'
import { sayDay, sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { documentNames } from '../residents/document-names.ts'

type Person = ReplyOf<typeof listPaperPeople>['people'][number]

/** One person who was received; whoever received does not approve. */
export function WaitingPerson({ person, onDone }: { person: Person; onDone: () => unknown }) {
  const act = useAct(decidePaperPerson)
  const decide = async (decision: 'approved' | 'declined') => {
    if (!(await act.send({ params: { id: person.id }, body: { decision } }))) return
    announce(decision === 'approved' ? '承認しました。カードを発行できます。' : '取り下げました。')
    onDone()
  }
  return (
    <article className="flex flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
      <h3 className="text-lg font-bold">{person.name} 様</h3>
      <Facts
        facts={[
          ['生年月日', sayDay(person.birthdate)],
          ['住所', person.address],
          ['確認した書類', person.documents.map((each) => documentNames[each]).join('、')],
          ['受け付け', `${person.receivedBy}　${sayMinute(person.receivedAt)}`],
        ]}
      />
      <TroubleNotice trouble={act.trouble} />
      {person.mine ? (
        <Notice title="あなたが受け付けました">
          別の担当者に、ご本人と書類を確かめて承認してもらってください。
        </Notice>
      ) : (
        <Button busy={act.busy} onPress={() => void decide('approved')}>
          ご本人と書類を確かめました。承認する
        </Button>
      )}
      <Button look="quiet" busy={act.busy} onPress={() => void decide('declined')}>
        取り下げる
      </Button>
    </article>
  )
}
