// What must be true when everybody has been heard: the providers' own books, the answers that people were given, and
// the town's books, laid side by side. Knows the product's tables and none of its code.
import { sql } from '#server/lib/database.ts'
import { basisPoints, limits } from './stage.ts'
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
  bonuses: number
  bonus: number
}

type Theirs = { taken: number; returned: number; captures: number }

/** Compares everything; `violations` is empty when all is well. */
export async function judge(world: World): Promise<Verdict> {
  const [ours, theirs] = [await readOurs(world), await readBank(world)]
  const verdict: Verdict = { violations: [], lost: 0, doubled: 0, unexplainedYen: 0 }
  const say = (topUp: Ours | undefined, what: string) =>
    verdict.violations.push(
      `${what}${topUp ? `: top-up ${topUp.id} (${topUp.state}, ${topUp.amount} yen)` : ''}`,
    )
  for (const topUp of ours) {
    const bank = theirs.get(topUp.id) ?? { taken: 0, returned: 0, captures: 0 }
    compareYen(topUp, bank, verdict, say)
    checkEnd(topUp, bank, say)
    checkBonus(topUp, say)
  }
  for (const [id, { taken, returned }] of theirs) {
    if (taken > returned && !ours.some((each) => each.id === id)) {
      verdict.lost += 1
      verdict.unexplainedYen += taken - returned
      say(undefined, `money was taken for ${id}, which we do not know`)
    }
  }
  checkLimits(ours, say)
  checkAnswers(world, ours, say)
  const left = await world.stage.owner.one<{ jobs: number }>(
    sql`select count(*)::int as jobs from simulation.job`,
  )
  if (left.jobs > mostWaiting(ours)) say(undefined, `${left.jobs} jobs still wait`)
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

/** INV-24: everything has ended, or is with a person because the provider itself knows of nothing. */
function checkEnd(topUp: Ours, { taken }: Theirs, say: Say): void {
  if (['succeeded', 'declined', 'lapsed', 'awaiting_passcode'].includes(topUp.state)) return
  if (topUp.state === 'needs_attention' && topUp.attention === 'no_answer' && taken === 0) return
  say(topUp, `never ended (${topUp.attention ?? 'nobody was asked to look'})`)
}

/** INV-08: the bonus of each credit once, rounded down. */
function checkBonus(topUp: Ours, say: Say): void {
  if (topUp.takenBack > 0) return
  const due = Math.floor((topUp.credited * basisPoints) / 10_000)
  if (topUp.bonus !== due || topUp.bonuses !== (due > 0 ? 1 : 0)) {
    say(topUp, `${topUp.bonuses} bonuses of ${topUp.bonus} points instead of ${due}`)
  }
}

/** INV-17: each resident's days and months in Japan, counted again by the calendar. */
function checkLimits(ours: Ours[], say: Say): void {
  const counted = ours.filter(({ confirmedAt, state }) => confirmedAt && state !== 'declined')
  for (const [length, most, name] of [
    [10, limits.perDay, 'day'],
    [7, limits.perMonth, 'month'],
  ] as const) {
    const sums = new Map<string, number>()
    for (const { owner, confirmedAt, amount } of counted) {
      const local = Temporal.Instant.from((confirmedAt as Date).toISOString()).toZonedDateTimeISO(
        'Asia/Tokyo',
      )
      const key = `${owner} ${local.toPlainDate().toString().slice(0, length)}`
      sums.set(key, (sums.get(key) ?? 0) + amount)
    }
    for (const [key, sum] of sums) if (sum > most) say(undefined, `${sum} yen in one ${name}: ${key}`)
  }
  for (const topUp of counted) {
    if (topUp.amount < limits.minimum || topUp.amount > limits.perTopUp)
      say(topUp, 'outside the limits of one top-up')
  }
}

/** INV-15: what somebody was shown stays true. */
function checkAnswers({ begun }: World, ours: Ours[], say: Say): void {
  for (const { id, told } of begun) {
    const topUp = ours.find((each) => each.id === id)
    if (told.has('succeeded') && topUp?.state !== 'succeeded') say(topUp, 'was shown as succeeded and is not')
    if (told.has('declined') && topUp?.state !== 'declined') say(topUp, 'was shown as declined and is not')
  }
}

/** One question at most is waiting for each top-up that only a person can end. */
const mostWaiting = (ours: Ours[]): number => ours.filter(({ state }) => state === 'needs_attention').length

function readOurs({ stage: { owner }, residents }: World): Promise<Ours[]> {
  return owner.many(sql`
    select t.id, t.resident_id as owner, t.state, t.attention, t.amount, t.confirmed_at as "confirmedAt",
           c.credits, c.credited, k."takenBack", b.bonuses, b.bonus
    from top_ups.top_up t
    cross join lateral (
      select count(*)::int as credits, coalesce(sum(m.amount), 0)::bigint as credited
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind = 'top_up' and p.owner = t.resident_id and (p.id = t.posting_id or p.caused_by = t.posting_id)) c
    cross join lateral (
      select coalesce(sum(m.amount), 0)::bigint as "takenBack"
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind = 'top_up_return' and p.caused_by = t.posting_id) k
    cross join lateral (
      select count(*)::int as bonuses, coalesce(sum(m.amount), 0)::bigint as bonus
      from ledger.posting p
      join ledger.transfer m on m.bucket = p.bucket and m.owner = p.owner and m.posting = p.id
      where p.kind = 'top_up_bonus' and p.owner = t.resident_id and p.caused_by = t.posting_id) b
    where t.resident_id = any (${residents.map(({ id }) => id)}::uuid[])
    order by t.id`)
}

type BankOrder = { orderId: string; amount: number; state: string; captures: number; content: string }

async function readBank({ stage: { bankUrl }, residents }: World): Promise<Map<string, Theirs>> {
  const orders = (await (await fetch(`${bankUrl}/__sim/orders`)).json()) as BankOrder[]
  const own = orders.filter(({ content }) => residents.some(({ id }) => content.startsWith(id)))
  return new Map(
    own.map(({ orderId, amount, state, captures }) => [
      orderId,
      { taken: amount * captures, returned: state === 'refunded' ? amount : 0, captures },
    ]),
  )
}
