import { useState } from 'react'
import { endHelpAtDesk, findHelps } from '#contract/relatives.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm, ReasonField } from '../OfficeForm.tsx'
import { FindPerson, type FoundPerson } from './FindPerson.tsx'
import { type DeskHelp, HelpFacts } from './WaitingHelp.tsx'

/** Who helps a person and whom the person helps, and the end of it. */
export function FindHelps({ byName }: { byName: boolean }) {
  const [people, setPeople] = useState<FoundPerson[] | null>(null)
  const [helps, setHelps] = useState<{ of: FoundPerson; helps: DeskHelp[] } | null>(null)
  const [ending, setEnding] = useState<DeskHelp | null>(null)
  const { send, trouble } = useAct(findHelps)
  const look = async (of: FoundPerson) => {
    const reply = await send({ body: { residentId: of.id } })
    if (reply) setHelps({ of, helps: reply.helps })
  }
  return (
    <section aria-label="お手伝いを探す" className="flex max-w-xl flex-col gap-4">
      <h2 className="text-lg font-bold">いまのお手伝いを見る・終わりにする</h2>
      <FindPerson
        byName={byName}
        onFound={(found) => {
          setHelps(null)
          setPeople(found)
        }}
      />
      {people ? <People people={people} onChoose={(person) => void look(person)} /> : null}
      <TroubleNotice trouble={trouble} />
      {helps ? (
        <output className="block font-bold">
          {helps.helps.length === 0
            ? `${helps.of.name} 様のお手伝いはありません。`
            : `${helps.of.name} 様のお手伝いは${helps.helps.length}件です。`}
        </output>
      ) : null}
      {helps?.helps.map((help) => (
        <article key={help.id} className="flex flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
          <HelpFacts help={help} />
          <Button look="outline" onPress={() => setEnding(help)}>
            終わりにする
          </Button>
        </article>
      ))}
      <Sheet title="お手伝いを終わりにする" open={ending !== null} onClose={() => setEnding(null)}>
        {ending ? (
          <EndForm
            help={ending}
            onClose={() => setEnding(null)}
            onDone={() => {
              setEnding(null)
              if (helps) void look(helps.of)
            }}
          />
        ) : null}
      </Sheet>
    </section>
  )
}

type PeopleProps = { people: FoundPerson[]; onChoose: (person: FoundPerson) => void }

/** Who was found, to choose one of them. */
export function People({ people, onChoose }: PeopleProps) {
  if (people.length === 0) return <p>見つかりません。言葉を変えてお試しください。</p>
  return (
    <Rows>
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" className={rowLinkClass} onClick={() => onChoose(person)}>
            <RowBody title={person.name || '（お名前の登録なし）'} note={person.note} leads />
          </button>
        </li>
      ))}
    </Rows>
  )
}

type EndFormProps = { help: DeskHelp; onClose: () => void; onDone: () => void }

function EndForm({ help, onClose, onDone }: EndFormProps) {
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const act = useAct(endHelpAtDesk)
  const submit = async () => {
    setTried(true)
    if (reason.trim() === '') return
    if (!(await act.send({ params: { id: help.id }, body: { reason: reason.trim() } }))) return
    announce('お手伝いを終わりにしました。')
    onDone()
  }
  return (
    <OfficeForm deed="終わりにする" look="danger" {...act} onSubmit={submit} onClose={onClose}>
      <HelpFacts help={help} />
      <ReasonField value={reason} onChange={setReason} tried={tried} />
    </OfficeForm>
  )
}
