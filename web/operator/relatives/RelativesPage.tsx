import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readOperator } from '#contract/operators.ts'
import { listWaitingHelps } from '#contract/relatives.ts'
import { asking, askAnew, useAsk } from '../../lib/ask.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Desk } from '../Desk.tsx'
import { BeginForm } from './BeginForm.tsx'
import { FindHelps } from './FindHelps.tsx'
import { WaitingHelp } from './WaitingHelp.tsx'

/** 家族のお手伝い at the desk: begin with the card in hand or by papers, approve, look, and end. */
export function RelativesPage() {
  const { duty } = useSuspenseQuery(asking(readOperator)).data
  const [open, setOpen] = useState(false)
  const query = useAsk(listWaitingHelps)
  const close = () => {
    setOpen(false)
    askAnew(listWaitingHelps)
  }
  return (
    <Desk title="家族のお手伝い">
      <p className="max-w-2xl">
        ご家族などが、代わりにチャージし、残高を見て、決めた金額まで支払えるようにします。手伝う方には、アプリで「お手伝いのコード」を出してもらってください。
      </p>
      <div className="flex flex-wrap gap-3">
        <Button onPress={() => setOpen(true)}>お手伝いを受け付ける</Button>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <FindHelps byName={duty === 'office'} />
        <section aria-label="承認待ち" className="flex flex-col gap-3">
          <h2 className="text-lg font-bold">承認を待っているお手伝い</h2>
          <Asked of={query}>
            {({ helps }) =>
              helps.length === 0 ? (
                <p>いまはありません。</p>
              ) : (
                <ul className="flex flex-col gap-4">
                  {helps.map((help) => (
                    <li key={help.id}>
                      <WaitingHelp help={help} onDone={() => askAnew(listWaitingHelps)} />
                    </li>
                  ))}
                </ul>
              )
            }
          </Asked>
        </section>
      </div>
      <Sheet title="お手伝いの受け付け" open={open} onClose={close} mustAnswer>
        <BeginForm byName={duty === 'office'} onClose={close} />
      </Sheet>
    </Desk>
  )
}
