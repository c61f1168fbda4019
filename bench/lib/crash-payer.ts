// The process that pays until it is killed, and tells its parent of every payment that was acknowledged to it.
import { openDatabase } from '#server/lib/database.ts'
import { makeId } from '#server/lib/id.ts'
import { makePay } from '#server/payments/pay.ts'
import type { PayerOrders, PayerSays } from './crash.ts'

function surge({ url, wallets, stores, inFlight }: PayerOrders): void {
  const database = openDatabase(url, { max: 4, role: 'enishi_server' })
  const pay = makePay({ database, tillDatabase: database, now: () => new Date() })
  let paid: string[] = []
  const any = (list: string[]) => list[Math.floor(Math.random() * list.length)] ?? ''

  async function caller(): Promise<void> {
    for (;;) {
      const body = { id: makeId(), storeId: any(stores), coin: 3, points: 1, via: 'store_code' as const }
      await pay({ id: any(wallets) }, body)
      if (paid.length === 0) setImmediate(tell)
      paid.push(body.id)
    }
  }
  function tell(): void {
    const says: PayerSays = { paid }
    paid = []
    process.send?.(says)
  }
  // When PostgreSQL is killed, every call fails; what was acknowledged until then has been told.
  for (let n = 0; n < inFlight; n += 1) caller().catch(() => {})
}

process.once('message', surge)
process.once('disconnect', () => process.exit())
