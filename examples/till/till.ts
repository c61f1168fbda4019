// A till in one page. Make a key in the merchant app (レジ連携), then:
//   ENISHI_KEY=enishi_till_… node bin/run.mjs examples/till/till.ts charge 1280 "<what the reader has read>"
//   ENISHI_KEY=enishi_till_… node bin/run.mjs examples/till/till.ts void <the payment's number>
import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
// Elsewhere from '@enishi/till', as docs/till.md says.
import { openTill, Refused, Unknown } from '../../clients/till/till.ts'

const { ENISHI_ORIGIN: origin = 'http://localhost:4000', ENISHI_KEY: key = '' } = process.env
const till = openTill({ origin, key })

const [act, ...given] = process.argv.slice(2)
try {
  if (act === 'charge') await charge(Number(given[0]), given[1] ?? '')
  else if (act === 'void') await giveAllBack(given[0] ?? '')
  else console.log('charge <yen> <code>, or void <number>')
} catch (error) {
  if (!(error instanceof Refused)) throw error
  console.log(`not paid: ${error.code}`)
  process.exitCode = 1
}

async function charge(amount: number, code: string): Promise<void> {
  // Made once, before the first try: however often it is sent, the customer pays once.
  const body = { id: randomUUIDv7(), code, amount }
  const paid = await untilKnown(() => till.chargePayerCode(body))
  console.log(`paid ${paid.coin} coin and ${paid.points} points, number ${paid.id}`)
}

async function giveAllBack(payment: string): Promise<void> {
  const { left } = await untilKnown(() => till.readStorePayment(payment))
  const body = { id: randomUUIDv7(), amount: left.coin + left.points, reason: '取消' }
  const refund = await untilKnown(() => till.refundPayment(payment, body))
  console.log(`given back ${refund.coin} coin and ${refund.points} points`)
}

/** Asks again with the same id for as long as nobody knows what has happened. */
async function untilKnown<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      const waiting = error instanceof Unknown || (error instanceof Refused && error.code === 'busy')
      if (!waiting) throw error
      await pause(2000)
    }
  }
}
