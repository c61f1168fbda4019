// kill -9 of PostgreSQL, and of the process that pays, while payments arrive without a pause.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { crash } from '../../bench/lib/crash.ts'
import { fillTown, startBenchTown } from '../../bench/lib/town.ts'

/** The bench's town writes no rows of the top-ups' own. */
const ignore = ['every-succeeded-top-up-is-posted-once']

test('no acknowledged payment is lost, none is there by half, and paying goes on', async (t) => {
  const town = await startBenchTown()
  let { postgres } = town
  t.after(async () => {
    await postgres.stop()
    await town.close()
  })
  await fillTown(town, { wallets: 500, stores: 5 })
  for (const victim of ['payer', 'postgres'] as const) {
    const surge = { dataDir: join(town.folder, 'postgres'), wallets: town.wallets, stores: town.stores }
    const done = await crash({ ...surge, postgres, victim, inFlight: 64, afterMs: 700, ignore })
    postgres = done.postgres
    const { acknowledged, lost, secondsBack, untrue } = done.outcome
    assert.ok(acknowledged > 100, `${acknowledged} payments before ${victim} was killed`)
    assert.equal(lost, 0)
    assert.deepEqual(untrue, [])
    assert.ok(secondsBack < 10, `back after ${secondsBack} s`)
  }
})
