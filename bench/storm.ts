// The storm of repeats alone, as npm run bench ends with it: npm run bench:storm, or npm run bench:storm -- 500 for so
// many payments. The last line is one JSON object; exits with 1 when a payment is missing or was taken twice.
import { runChecks } from '#server/operators/run-checks.ts'
import { openHttpServer } from './lib/http.ts'
import { retryStorm } from './lib/retry-storm.ts'
import { fillTown, startBenchTown, writeTopUpRows } from './lib/town.ts'

const payments = Number(process.argv[2] ?? 10_000)

const town = await startBenchTown()
try {
  await fillTown(town, { wallets: Math.max(100, payments), stores: 10 })
  const http = await openHttpServer(town)
  try {
    const outcome = await retryStorm(town, http, payments)
    await writeTopUpRows(town.owner)
    const wrong = (await runChecks(town.owner, { lanes: 2 })).filter(({ rows }) => rows.length > 0)
    console.log(JSON.stringify({ ...outcome, wrongBooks: wrong.map(({ name }) => name) }))
    const { lost, unasked, doubledYen } = outcome
    if (lost !== 0 || unasked !== 0 || doubledYen !== 0 || wrong.length > 0) process.exitCode = 1
  } finally {
    await http.close()
  }
} finally {
  await town.close()
}
