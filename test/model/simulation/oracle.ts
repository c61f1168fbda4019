// What must be true when everybody has been heard: the providers' own books, the answers that people were given, and
// the town's books, laid side by side. Knows the product's tables and none of its code.
import { sql } from '#server/lib/database.ts'
import { kinds, type Theirs } from './kinds.ts'
import { basisPoints, limits, paymentBasisPoints } from './stage.ts'
import type { World } from './world.ts'

export type Verdict = { violations: string[]; lost: number; doubled: number; unexplainedYen: number }

type Ours = {
  id: string
  owner: string
  state: string
  attention: string | null
  amount: number
  confirmedAt: Date | null
  credits: number
  credited: number
  takenBack: number
  /** Whether its provider ever took of it back, also where it gave it again. */
  returned: boolean
  bonuses: number
  bonus: number
  /** Nobody was asked: money that is in a safe is credited whatever the limits say. */
  unasked: boolean
  earnsBonus: boolean
}

/** Compares everything; `violations` is empty when all is well. */
export async function judge(world: World): Promise<Verdict> {
  const ours = await readOurs(world)
  const books = await Promise.all(kinds.map((kind) => kind.books(world)))
  const theirs = new Map(books.flatMap((book) => [...book]))
  const verdict: Verdict = { violations: [], lost: 0, doubled: 0, unexplainedYen: 0 }
  const say = (topUp: Ours | undefined, what: string) =>
    verdict.violations.push(
      `${what}${topUp ? `: top-up ${topUp.id} (${topUp.state}, ${topUp.amount} yen)` : ''}`,
    )
  for (const topUp of ours) {
    const book = theirs.get(topUp.id) ?? { taken: 0, returned: 0, captures: 0 }
    compareYen(topUp, book, verdict, say)
    checkEnd(topUp, book, say)
    checkBonus(topUp, say)
  }
  for (const [id, { taken, returned }] of theirs) {
    if (taken > returned && !ours.some((each) => each.id === id)) {
      verdict.lost += 1
      verdict.unexplainedYen += taken - returned
      say(undefined, `money was taken for ${id}, which we do not know`)
    }
  }
  for (const wrong of await readWrongBonuses(world)) say(undefined, wrong)
  checkLimits(ours, say)
  checkAnswers(world, ours, say)
  for (const { check } of kinds) for (const wrong of (await check?.(world)) ?? []) say(undefined, wrong)
  const { jobs } = await world.stage.owner.one<{ jobs: number }>(sql`
    select count(*)::int as jobs from simulation.job where due is null or due <= ${world.stage.context.now()}`)
  if (jobs > 0) say(undefined, `${jobs} jobs that are due still wait`)
  return verdict
}

type Say = (topUp: Ours | undefined, what: string) => void

/** INV-05, 06, 07: what the provider has taken and kept is what we have credited and not taken back. */
function compareYen(topUp: Ours, { taken, returned, captures }: Theirs, verdict: Verdict, say: Say): void {
  const kept = taken - returned
  const held = topUp.credited - topUp.takenBack
  if (captures > 1 || topUp.credits > 1 || held > kept) {
    verdict.doubled += 1
    say(topUp, `the provider kept ${kept} in ${captures} captures, we credited ${held} in ${topUp.credits}`)
  } else if (held < kept) {
    verdict.lost += 1
    say(topUp, `the provider kept ${kept} and we credited ${held}`)
  }
  verdict.unexplainedYen += Math.abs(kept - held)
}

const ended = ['succeeded', 'declined', 'lapsed']

/** INV-24: everything has ended, or is with a person because the provider itself knows of nothing. */
function checkEnd(topUp: Ours, { taken }: Theirs, say: Say): void {
  if (ended.includes(topUp.state) || (topUp.state.startsWith('awaiting_') && taken === 0)) return
  if (topUp.state === 'needs_attention' && topUp.attention === 'no_answer' && taken === 0) return
  say(topUp, `never ended (${topUp.attention ?? 'nobody was asked to look'})`)
}

/** INV-08: the bonus of each credit once, rounded down. */
function checkBonus(topUp: Ours, say: Say): void {
  if (topUp.returned) return
  const due = topUp.earnsBonus ? Math.floor((topUp.credited * basisPoints) / 10_000) : 0
  if (topUp.bonus !== due || topUp.bonuses !== (due > 0 ? 1 : 0)) {
    say(topUp, `${topUp.bonuses} bonuses of ${topUp.bonus} points instead of ${due}`)
  }
}

/** INV-08: a payment keeps the bonus of the coin that has not come back, rounded down, whatever was told when. */
async function readWrongBonuses({ stage: { owner }, residents }: World): Promise<string[]> {
  const payments = await owner.many<{ id: string; coin: number; points: number }>(sql`
    select p.id,
           (coalesce(sum(t.amount), 0) - coalesce((
             select sum(r.coin) from payments.refund r where r.payment_id = p.id and r.payer_id = p.owner), 0))::bigint
             as coin,
           (coalesce((
             select sum(m.amount) from ledger.posting b
             join ledger.transfer m on m.bucket = b.bucket and m.owner = b.owner and m.posting = b.id
             where b.kind = 'payment_bonus' and b.owner = p.owner and b.caused_by = p.id), 0)
           - coalesce((
             select sum(k.points) from campaigns.take_back k
             join ledger.posting b on b.owner = k.owner and b.id = k.bonus
             where b.kind = 'payment_bonus' and b.owner = p.owner and b.caused_by = p.id), 0))::bigint as points
    from ledger.posting p
    left join ledger.transfer t
      on t.bucket = p.bucket and t.owner = p.owner and t.posting = p.id and t.currency = 'coin'
    where p.kind = 'payment' and p.owner = any (${residents.map(({ id }) => id)}::uuid[])
    group by p.id, p.owner
    order by p.id`)
  return payments
    .map(({ id, coin, points }) => ({ id, points, due: Math.floor((coin * paymentBasisPoints) / 10_000) }))
    .filter(({ points, due }) => points !== due)
    .map(({ id, points, due }) => `payment ${id} has ${points} bonus points instead of ${due}`)
}

/** INV-17: each resident's days and months in Japan, counted again by the calendar. */
function checkLimits(ours: Ours[], say: Say): void {
  const counted = ours.filter(({ confirmedAt, state }) => confirmedAt && state !== 'declined')
  const inOrder = counted.toSorted((a, b) => Number(a.confirmedAt) - Number(b.confirmedAt))
  for (const [length, most, name] of [
    [10, limits.perDay, 'day'],
    [7, limits.perMonth, 'month'],
  ] as const) {
    const sums = new Map<string, number>()
    for (const { owner, confirmedAt, amount, unasked } of inOrder) {
      // Nobody was asked, and whoever was asked later may not have known of it: its line was down.
      if (unasked) continue
      const local = Temporal.Instant.from((confirmedAt as Date).toISOString()).toZonedDateTimeISO(
        'Asia/Tokyo',
      )
      const key = `${owner} ${local.toPlainDate().toString().slice(0, length)}`
      const sum = (sums.get(key) ?? 0) + amount
      sums.set(key, sum)
      if (sum > most) say(undefined, `${sum} yen in one ${name}: ${key}`)
    }
  }
  for (const topUp of counted) {
    if (topUp.amount < limits.minimum || topUp.amount > limits.perTopUp)
      say(topUp, 'outside the limits of one top-up')
  }
}

/** INV-15: what somebody was shown stays true. */
function checkAnswers({ begun }: World, ours: Ours[], say: Say): void {
  for (const { topUpId, told } of begun) {
    const topUp = ours.find((each) => each.id === topUpId)
    if (told.has('succeeded') && topUp?.state !== 'succeeded') say(topUp, 'was shown as succeeded and is not')
    if (told.has('declined') && topUp?.state !== 'declined') say(topUp, 'was shown as declined and is not')
  }
}

function readOurs({ stage: { owner }, residents }: World): Promise<Ours[]> {
  return owner.many(sql`
    select t.id, t.resident_id as owner, t.state, t.attention, t.amount, t.confirmed_at as "confirmedAt",
           c.credits, c.credited, k."takenBack", k.returned, b.bonuses, b.bonus,
           t.earns_bonus as "earnsBonus",
           exists (
             select from top_ups.atm_link l join top_ups.atm_message m on m.link_id = l.id
             where l.top_up_id = t.id and m.kind = 'advice') as unasked
    from top_ups.top_up t
    cross join lateral (
      select count(*)::int as credits, coalesce(sum(m.amount), 0)::bigint as credited
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind = 'top_up' and p.owner = t.resident_id and (p.id = t.posting_id or p.caused_by = t.posting_id)) c
    cross join lateral (
      select coalesce(sum(case p.kind when 'top_up_return' then m.amount else -m.amount end), 0)::bigint as "takenBack",
             count(*) > 0 as returned
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind in ('top_up_return', 'top_up_regained') and p.caused_by = t.posting_id) k
    cross join lateral (
      select count(*)::int as bonuses, coalesce(sum(m.amount), 0)::bigint as bonus
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind = 'top_up_bonus' and p.owner = t.resident_id and p.caused_by = t.posting_id) b
    where t.resident_id = any (${residents.map(({ id }) => id)}::uuid[])
    order by t.id`)
}
