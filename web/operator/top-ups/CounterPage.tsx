import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { type chargeAtCounter, counterReceiptPath, type findAtCounter, readTill } from '#contract/counters.ts'
import { queryClient, useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { saySecond } from '../../lib/time.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconPrint } from '../../ui/icons.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Desk } from '../Desk.tsx'
import { CloseTillForm, OpenTillForm } from './TillForms.tsx'
import { ChargeForm, FindForm } from './CounterForms.tsx'

export type Visitor = ReplyOf<typeof findAtCounter>
export type Charge = ReplyOf<typeof chargeAtCounter>
type State = ReplyOf<typeof readTill>
export type Till = NonNullable<State['till']>

const refresh = () => queryClient.invalidateQueries({ queryKey: [readTill.path] })

/** A counter that takes cash: open the till, charge one after the other, close the till. */
export function CounterPage() {
  const query = useAsk(readTill)
  return (
    <Desk title="窓口チャージ">
      <Asked of={query}>
        {({ till, charges }) =>
          till ? <OpenCounter till={till} charges={charges} /> : <OpenTillForm onDone={refresh} />
        }
      </Asked>
    </Desk>
  )
}

function OpenCounter({ till, charges }: { till: Till; charges: Charge[] }) {
  const [visitor, setVisitor] = useState<Visitor | null>(null)
  const [done, setDone] = useState<Charge | null>(null)
  const [closing, setClosing] = useState(false)
  const next = () => {
    setVisitor(null)
    setDone(null)
  }
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[1fr_22rem]">
      <section aria-label="チャージ" className="flex max-w-xl flex-col gap-4">
        {done ? (
          <Done charge={done} onNext={next} />
        ) : visitor ? (
          <ChargeForm
            visitor={visitor}
            onBack={next}
            onDone={(charge) => {
              setDone(charge)
              void refresh()
            }}
          />
        ) : (
          <FindForm onFound={setVisitor} />
        )}
      </section>
      <section aria-label="レジ" className="flex flex-col gap-3">
        <h2 className="text-lg font-bold">{till.place}のレジ</h2>
        <Facts
          facts={[
            ['はじめの現金', sayYen(till.opening)],
            ['チャージ', `${sayYen(till.taken)}（${till.charges}件）`],
            ['いまあるはずの現金', sayYen(till.expected)],
          ]}
        />
        <Button look="outline" onPress={() => setClosing(true)}>
          レジを締める
        </Button>
        <Charges charges={charges} />
      </section>
      <Sheet title="レジを締める" open={closing} onClose={() => setClosing(false)}>
        <CloseTillForm till={till} onClose={() => setClosing(false)} onDone={refresh} />
      </Sheet>
    </div>
  )
}

const receiptOf = (charge: Charge) => `/api${counterReceiptPath.replace(':chargeId', charge.id)}`

function Done({ charge, onNext }: { charge: Charge; onNext: () => void }) {
  return (
    <>
      <div aria-live="polite" className="flex flex-col gap-1 rounded-24 bg-green-50 p-6 text-center">
        <p className="text-xl font-bold">チャージしました</p>
        <p>
          {charge.holder} 様・{sayYen(charge.amount)}
        </p>
        <p className="pt-3 font-bold">お釣り</p>
        <p>
          <Amount value={charge.change} unit="yen" size="hero" />
        </p>
      </div>
      <a
        href={receiptOf(charge)}
        target="_blank"
        rel="noreferrer"
        className={buttonClass('outline', 'large', true)}
      >
        <IconPrint className="size-6" />
        領収書を印刷する
      </a>
      <Button size="large" wide onPress={onNext}>
        次のお客さまへ
      </Button>
    </>
  )
}

function Charges({ charges }: { charges: Charge[] }) {
  if (charges.length === 0) return null
  return (
    <ul className="divide-y divide-line rounded-16 border border-line bg-card">
      {charges.map((charge) => (
        <li key={charge.id} className="flex flex-wrap items-center justify-between gap-x-3 px-4 py-2 text-sm">
          <span>
            {saySecond(charge.at)}
            <span className="block font-bold">{charge.holder} 様</span>
          </span>
          <span className="flex items-center gap-3">
            <span className="font-bold tabular-nums">{sayYen(charge.amount)}</span>
            <a
              href={receiptOf(charge)}
              target="_blank"
              rel="noreferrer"
              aria-label={`${sayYen(charge.amount)}の領収書`}
              className="inline-flex min-h-11 min-w-11 items-center justify-center text-coin-800"
            >
              <IconPrint className="size-5" />
            </a>
          </span>
        </li>
      ))}
    </ul>
  )
}
