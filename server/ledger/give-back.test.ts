import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openSmallTown, type SmallTown } from '../../test/small-town.ts'
import { sql } from '../lib/database.ts'
import { makeId } from '../lib/id.ts'
import { giveBack, openAccount, type Return } from './post.ts'

let town: SmallTown

before(async () => {
  town = await openSmallTown()
})

after(() => town.close())

const returnOf = (part: Partial<Return>): Return => ({
  ...{ id: makeId(), owner: town.book.resident, kind: 'refund', causedBy: town.book.payment },
  ...{ occurredAt: new Date(), from: town.book.store, coin: 0, points: 100 },
  ...{ lots: [{ lot: town.book.grant, points: 100 }], renewedUntil: null },
  ...part,
})

const readWallet = () =>
  town.owner.one(sql`select coin, points, points_out from ledger.wallet where id = ${town.book.resident}`)

test('points come back to lots of their wallet that add up, or nothing moves', async () => {
  const { grant, bonus, payment } = town.book
  const kept = await readWallet()
  const wrong: [why: string, it: Return, says: RegExp][] = [
    ['no lot', returnOf({ lots: [] }), /points come back to lots/],
    ['less than the points', returnOf({ lots: [{ lot: grant, points: 99 }] }), /points come back to lots/],
    [
      'more than the points',
      returnOf({ lots: [grant, bonus].map((lot) => ({ lot, points: 100 })) }),
      /points come back to lots/,
    ],
    ["nobody's lot", returnOf({ lots: [{ lot: makeId(), points: 100 }] }), /points come back to lots/],
    ['a taken id', returnOf({ id: payment }), /duplicate key/],
    ['no such movement', returnOf({ kind: 'payment' }), /not declared/],
    ['from a wallet', returnOf({ from: town.book.resident }), /check constraint|not declared/],
  ]
  for (const [why, it, says] of wrong) {
    await assert.rejects(giveBack(town.context.database, it), says, why)
    assert.deepEqual(await readWallet(), kept, why)
  }
})

test("nobody's points come back to somebody else's lots", async () => {
  const stranger = makeId()
  await openAccount(town.owner, stranger, 'wallet')
  await assert.rejects(
    giveBack(town.context.database, returnOf({ owner: stranger })),
    /points come back to lots/,
  )
})

test('the server cannot write down by itself where points came back to, nor change a refund', async () => {
  const { database } = town.context
  await assert.rejects(database.run(sql`delete from ledger.lot_return`), /permission denied/)
  await assert.rejects(database.run(sql`update payments.refund set coin = 1`), /permission denied/)
  await assert.rejects(
    database.run(
      sql`insert into ledger.lot_return values (1::smallint, ${makeId()}, ${makeId()}, ${makeId()}, 1)`,
    ),
    /permission denied/,
  )
})
