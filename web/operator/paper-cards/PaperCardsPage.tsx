import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readOperator } from '#contract/operators.ts'
import { listPaperPeople } from '#contract/paper-cards.ts'
import { asking, queryClient, useAsk } from '../../lib/ask.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Desk } from '../Desk.tsx'
import { Departures } from './Departures.tsx'
import { FindHolder } from './FindHolder.tsx'
import { ReceiveForm } from './ReceiveForm.tsx'
import { StopCardForm } from './StopCardForm.tsx'
import { WaitingPerson } from './WaitingPerson.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: [listPaperPeople.path] })

/** QRカード: people without a phone. A counter receives, finds and prints; the office approves and stops as well. */
export function PaperCardsPage() {
  const { duty } = useSuspenseQuery(asking(readOperator)).data
  const [open, setOpen] = useState<'receive' | 'stop' | null>(null)
  const close = () => setOpen(null)
  return (
    <Desk title="QRカード">
      <p className="max-w-2xl">
        スマートフォンを持たない方のカードです。受け付けと承認は、別の担当者が行います。
      </p>
      <div className="flex flex-wrap gap-3">
        {duty === 'counter' ? <Button onPress={() => setOpen('receive')}>新しい方を受け付ける</Button> : null}
        <Button look="outline" onPress={() => setOpen('stop')}>
          なくしたカードを止める
        </Button>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {duty === 'counter' ? <FindHolder /> : null}
        <div className="flex flex-col gap-6">
          <Waiting />
          <Departures />
        </div>
      </div>
      <Sheet title="新しい方の受け付け" open={open === 'receive'} onClose={close} mustAnswer>
        <ReceiveForm
          onClose={close}
          onDone={() => {
            close()
            void refresh()
          }}
        />
      </Sheet>
      <Sheet title="なくしたカードを止める" open={open === 'stop'} onClose={close}>
        <StopCardForm onClose={close} />
      </Sheet>
    </Desk>
  )
}

/** Who was received and waits for somebody else to look at the papers. */
function Waiting() {
  const query = useAsk(listPaperPeople)
  return (
    <section aria-label="承認待ち" className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">承認を待っている方</h2>
      <Asked of={query}>
        {({ people }) =>
          people.length === 0 ? (
            <p>いまはいません。</p>
          ) : (
            <ul className="flex flex-col gap-4">
              {people.map((person) => (
                <li key={person.id}>
                  <WaitingPerson person={person} onDone={refresh} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </section>
  )
}
