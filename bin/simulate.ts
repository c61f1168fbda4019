// Tries to lose or double a yen: seeded worlds in which processes die, lines break and everybody asks twice, on a real
// PostgreSQL and with the providers' simulators keeping their own books; docs/decisions/013 tells how.
// npm run simulate -- --seeds 500 | --seed 42 | --planted
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { plant, type PlantedBug, plantedBugs, plantInDatabase } from '../test/model/planted-bugs.ts'
import { sharedServer, startTestServer } from '../test/server.ts'

const seedsOfARun = 170
const seedsForABug = 60
const atOnce = 2

const { values } = parseArgs({
  options: {
    /** How many seeds, from `from` on. */
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    /** One seed alone, turn for turn as it was. */
    seed: { type: 'string' },
    /** Tries whether each planted bug is found; used again with the number of one for each of them. */
    planted: { type: 'boolean', default: false },
    bug: { type: 'string' },
  },
})

if (values.planted) await findAll()
else await run(values.bug === undefined ? undefined : plantedBugs[Number(values.bug)])
process.exit()

async function run(bug: PlantedBug | undefined): Promise<void> {
  if (bug) plant(bug)
  // Only now, so that a planted bug is in what is loaded.
  const { play } = await import('../test/model/simulation/play.ts')
  const first = Number(values.seed ?? bug?.from ?? values.from)
  const most = bug ? seedsForABug : seedsOfARun
  const count = values.seed === undefined ? Number(values.seeds ?? most) : 1
  const { violations, ...totals } = await play({
    seeds: Array.from({ length: count }, (_, index) => first + index),
    untilFound: bug !== undefined,
    ...(bug ? { means: bug.means ?? ['bank', 'card'], prepare: plantInDatabase(bug) } : {}),
    onSeed: (result) => {
      if (values.seed !== undefined || result.seed % 10 === 0) console.log(JSON.stringify(result))
    },
  })
  for (const { seed, what } of violations) console.error(`✗ ${what}\n  npm run simulate -- --seed ${seed}`)
  console.log(JSON.stringify({ ...totals, violations: violations.length }))
  if (violations.length > 0) process.exitCode = 1
}

/** Each bug in a process of its own, because it changes the modules; all on one PostgreSQL. */
async function findAll(): Promise<void> {
  const server = await startTestServer()
  const waiting = plantedBugs.map((bug, index) => ({ bug, index }))
  const missed: string[] = []
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { bug, index } = next
      const { found, how } = await findOne(index, server.url)
      console.log(`${found ? '✓ found' : '✗ NOT found'}: ${bug.name}${found ? ` (${how})` : `\n${how}`}`)
      if (!found) missed.push(bug.name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  await server.stop()
  console.log(JSON.stringify({ planted: plantedBugs.length, found: plantedBugs.length - missed.length }))
  if (missed.length > 0) process.exitCode = 1
}

function findOne(index: number, serverUrl: string): Promise<{ found: boolean; how: string }> {
  const given = [
    import.meta.filename,
    '--bug',
    String(index),
    '--seeds',
    values.seeds ?? String(seedsForABug),
  ]
  const env = { ...process.env, [sharedServer]: serverUrl }
  const child = spawn(process.execPath, given, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, out] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => (said += chunk))
  child.stdout.on('data', (chunk: Buffer) => (out += chunk))
  return new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', () => {
      const [, what = '', seed = ''] = /✗ (.+)\n.*--seed (\d+)/.exec(said) ?? []
      settle({ found: what !== '', how: what === '' ? said + out : `seed ${seed}: ${what.slice(0, 120)}` })
    })
  })
}
