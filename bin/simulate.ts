import { openStage } from '../test/model/simulation/stage.ts'
import { runSeed } from '../test/model/simulation/run-seed.ts'
const stage = await openStage()
const [from, count] = process.argv.slice(2).map(Number) as [number, number]
const began = performance.now()
let ops = 0, turns = 0
for (let seed = from; seed < from + count; seed += 1) {
  const r = await runSeed(stage, seed)
  ops += r.operations; turns += r.turns
  console.log(JSON.stringify(r))
}
console.log(ops, turns, Math.round(performance.now() - began))
await stage.close()
process.exit()
