// One seed's world: two residents, a few hours around a moment that is awkward, and lines that fail as the dice say.
import type { TopUpMeans } from '#contract/top-ups.ts'
import { sql } from '#server/lib/database.ts'
import { openTill } from '#server/top-ups/keep-till.ts'
import { makeDice } from '../dice.ts'
import { printSlips, type Slip } from './code-kind.ts'
import { idAt, numberOf } from './ids.ts'
import { type LineFault, useLine } from './lines.ts'
import { type Dice, makeScheduler, type Scheduler } from './scheduler.ts'
import { answerForMachines, type Machines, openMachines } from './atm-world.ts'
import type { Stage } from './stage.ts'

export type Resident = { id: string; bankAccountId: string }

/** A top-up as the app that began it knows it. */
export type Begun = {
  id: string
  means: TopUpMeans
  resident: Resident
  amount: number
  phone: string
  /** The top-up that came of it, where the town makes its id; else the same id. */
  topUpId: string
  /** The last thing that the app was told of it, and everything that it was ever told. */
  told: Set<string>
}

/** People of the office: who makes codes and who releases them; and who stands at the counter, with an open till. */
export type Staff = { maker: string; releaser: string; clerk: string }

export type World = {
  seed: number
  stage: Stage
  dice: Dice
  scheduler: Scheduler
  residents: Resident[]
  begun: Begun[]
  /** Payments to the store, which may be given back. */
  paid: { id: string; amount: number }[]
  machines: Machines
  slips: Slip[]
  staff: Staff
  /** What providers gave back by themselves, and told nobody. */
  reversed: Set<string>
  /** How many things were done, each a call of the product. */
  operations: number
  /** No line works while it is true. */
  lineDown: boolean
  /** Whether anything may go wrong at all. */
  calm: boolean
  newId: () => string
  advance: (ms: number) => void
}

/** FLT-C01, C02: instants at which something turns over: midnight, months, years in Japan, and UTC's own midnight. */
const awkward = [
  '2027-02-16T12:00:00+09:00',
  '2027-06-01T08:59:00+09:00',
  '2027-02-16T23:58:30+09:00',
  '2027-02-17T08:58:30+09:00',
  '2027-03-31T23:57:00+09:00',
  '2026-12-31T23:58:00+09:00',
  '2028-02-29T23:58:30+09:00',
  '2027-09-30T23:58:00+09:00',
]

/** Builds the world of a seed on the stage; nothing in it depends on worlds before it. */
export async function openWorld(stage: Stage, seed: number): Promise<World> {
  const dice = makeDice(numberOf(`world ${seed}`))
  stage.clock.now = Date.parse(dice.one(awkward)) + dice.below(60_000)
  stage.codes.clear()
  const world: World = {
    ...{
      seed,
      stage,
      dice,
      residents: [],
      begun: [],
      paid: [],
      slips: [],
      staff: { maker: '', releaser: '', clerk: '' },
      machines: openMachines(seed, () => stage.clock.now),
      reversed: new Set(),
      operations: 0,
      lineDown: false,
      calm: false,
    },
    scheduler: makeScheduler({
      dice: makeDice(numberOf(`turns ${seed}`)),
      crashOneIn: () => (world.calm ? 0 : 60),
      ...stage.monitor,
    }),
    newId: () => idAt(stage.clock.now, dice),
    advance: (ms) => {
      stage.clock.now += ms
    },
  }
  for (let count = 0; count < 2; count += 1) world.residents.push(await settleIn(world))
  world.staff = await hire(world)
  world.slips = await printSlips(world)
  useLine({
    faultOf: lineOf(world),
    notFound: (path) => (path.includes('/Search/') ? notFoundAtBank : undefined),
    answerHere: answerForMachines(world.machines, stage.doors),
  })
  return world
}

const notFoundAtBank = JSON.stringify({
  result: { mstatus: 'failure', vResultCode: 'BN01000000000000', merrMsg: '対象の取引がありません。' },
})

const faults: LineFault[] = [
  ...Array.from({ length: 14 }, () => 'fine' as const),
  ...([
    'lost',
    'lost',
    'answer_lost',
    'answer_lost',
    'nonsense',
    'cut',
    'error_after',
    'closed',
    'twice',
  ] as const),
  ...Array.from({ length: 4 }, () => 'not_found_yet' as const),
]

/** What happens to a call depends on the seed, on what it asks and on how often that was asked, and on nothing else. */
function lineOf(world: World) {
  const asked = new Map<string, number>()
  return (path: string, body: string): LineFault => {
    if (world.calm) return 'fine'
    if (world.lineDown) return 'lost'
    const [about = ''] = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/.exec(body) ?? []
    const key = `${world.seed} ${path} ${about}`
    const times = asked.get(key) ?? 0
    asked.set(key, times + 1)
    return makeDice(numberOf(`${key} ${times}`)).one(faults)
  }
}

async function hire({ stage: { owner, context }, newId }: World): Promise<Staff> {
  const staff = { maker: newId(), releaser: newId(), clerk: newId() }
  for (const id of [staff.maker, staff.releaser]) {
    await owner.run(sql`insert into operators.operator (id, name) values (${id}, '事務局')`)
  }
  await owner.run(sql`
    insert into operators.operator (id, name, duty, place) values (${staff.clerk}, '窓口', 'counter', '見本支所')`)
  await openTill(context, staff.clerk, { id: newId(), opening: 10_000 })
  return staff
}

/** Somebody who may top up, with an account at the bank that its simulator knows. */
async function settleIn({ stage: { owner, bankUrl }, newId, dice }: World): Promise<Resident> {
  const [id, bankAccountId] = [newId(), newId()]
  await owner.run(sql`insert into residents.resident (id, created_at) values (${id}, now())`)
  await owner.run(sql`select ledger.open_account(${id}, 'wallet')`)
  await owner.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, mail_verified_at, phone, second_step_at,
                               created_at)
    values (${id}, 'resident', ${id}, ${`${id}@example.jp`}, '', now(), '+819000000000', now(), now())`)
  await owner.run(sql`
    insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band)
    values (${id}, 'simulation', ${id}, now(), true, '30s')`)
  await owner.run(sql`
    insert into bank_accounts.bank_account (id, resident_id, bank_code, state, started_at)
    values (${bankAccountId}, ${id}, '0017', 'linked', now())`)
  // The bank's own ways. FLT-V01: 11 frozen, 22 limit, 99 little money; 44 answers lost after success, 55 without
  // effect. FLT-V23: 71 takes less than was asked. FLT-V13: 72 has one reference for all its orders.
  const ending = dice.one(['67', '67', '67', '67', '67', '67', '44', '55', '99', '22', '11', '71', '72'])
  const number = `${String(dice.below(100_000)).padStart(5, '0')}${ending}`
  const branchCode = String(dice.below(1000)).padStart(3, '0')
  const account = {
    memberId: id,
    kana: 'ミホン',
    accountId: bankAccountId,
    bankCode: '0017',
    branchCode,
    number,
  }
  const answer = await fetch(`${bankUrl}/__sim/accounts`, { method: 'POST', body: JSON.stringify(account) })
  if (!answer.ok) throw new Error('the bank simulator did not take the account')
  return { id, bankAccountId }
}
