// Who belongs to the office: one person proposes, another decides, and neither about themselves.
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/operators.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { isOfNow, makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import {
  type ChangeRow,
  closeWayIn,
  endOperator,
  findOperator,
  insertChange,
  insertOperator,
  isOperatorMail,
  listOperators as list,
  listWaiting,
  lockChange,
  lockOffice,
  markDecided,
  type OperatorRow,
} from './change-queries.ts'
import { isSameWish, mayDecide, mayEnd, type Wish } from './rules.ts'

type Done = { done: true }
const done: Done = { done: true }

/** Who belongs to the office, and what waits for a second person. Refuses nothing. */
export async function listOperators({
  context,
  caller,
}: Call<typeof contract.listOperators>): Promise<ReplyOf<typeof contract.listOperators>> {
  const operators = await list(context.database)
  const waiting = await listWaiting(context.database, caller.id)
  return {
    operators: operators.map((each) => ({ ...each, you: each.id === caller.id })),
    waiting: waiting.map((each) => ({ ...each, proposedAt: each.proposedAt.toISOString() })),
  }
}

/** Writes down that somebody shall be let in, under the id of the wish. Refuses what the contract lists. */
export function inviteOperator({
  context,
  caller,
  params: { id },
  body,
}: Call<typeof contract.inviteOperator>): Promise<Done> {
  return propose(context, { ...body, id, kind: 'invite', operatorId: id, proposedBy: caller.id })
}

/** Writes down that a way in shall be set anew, or an account end. Refuses what the contract lists. */
export function proposeOperatorChange({
  context,
  caller,
  params: { id },
  body,
}: Call<typeof contract.proposeOperatorChange>): Promise<Done> {
  const nobodyNew = { name: null, mail: null, place: null }
  return propose(context, { ...body, ...nobodyNew, id, proposedBy: caller.id })
}

/**
 * Writes a wish down; nothing happens before somebody else confirms it, but whose way in shall be set anew hears of it.
 * The same again is once.
 */
async function propose(context: Context, wish: Wish): Promise<Done> {
  const { id, kind, operatorId, proposedBy, name, mail, place, reason } = wish
  const at = context.now()
  await context.database.transact(async (tx) => {
    const before = await lockChange(tx, id)
    if (before) return isSameWish(before, wish) ? undefined : refuse('operator_change_decided')
    if (!isOfNow(id, at)) refuse('clock_off')
    if (operatorId === proposedBy) refuse('second_person_needed')
    const about = await requirePossible(tx, wish)
    // A twin of the same id has waited for the first to be committed, and is that one.
    if (!(await insertChange(tx, wish, at))) {
      const twin = await lockChange(tx, id)
      if (twin && isSameWish(twin, wish)) return
      refuse('operator_change_open')
    }
    const detail = { change: id, kind, reason, ...(kind === 'invite' ? { name, mail, place } : {}) }
    const act = 'propose_operator_change'
    await audit(tx, { operatorId: proposedBy, act, subject: operatorId, detail, at })
    if (kind === 'recover' && about?.mail) await warn(context, tx, about.mail)
  })
  return done
}

/** Whether a wish can be fulfilled now; gives whom it is about. Refuses mail_taken, not_found and last_operators. */
async function requirePossible(
  tx: Transaction,
  { kind, operatorId, mail }: Wish,
): Promise<OperatorRow | undefined> {
  if (kind === 'invite') {
    if (mail === null || (await isOperatorMail(tx, mail))) refuse('mail_taken')
    return undefined
  }
  const office = await lockOffice(tx)
  const about = await findOperator(tx, operatorId)
  if (!about) refuse('not_found')
  if (kind === 'end' && !mayEnd(office, operatorId)) refuse('last_operators')
  return about
}

/** Whoever's way in is about to be set anew hears of it while there is time to withdraw it. */
function warn(context: Context, tx: Transaction, to: string): Promise<void> {
  const subject = '運営のログインの再設定が申し込まれました'
  const text = [
    `${subject}。`,
    'ほかの担当者が承認すると、パスワードと2段階認証がなくなり、設定し直すためのリンクがこのアドレスに届きます。',
    '',
    'お心当たりのない場合は、すぐにログインして「担当者」のページで取り下げ、ほかの担当者に知らせてください。',
    `${context.config.origin}/operator/operators`,
  ].join('\n')
  return enqueue(context.queue, tx, 'sign-in.tell', { to, subject, text, reference: makeId() })
}

/**
 * Fulfils a wish as somebody else, or withdraws it; also whom it is about may withdraw it. The same decision again is
 * once. Refuses what the contract lists.
 */
export async function decideOperatorChange({
  context,
  caller,
  params: { id },
  body: { decision },
}: Call<typeof contract.decideOperatorChange>): Promise<Done> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const wish = await lockChange(tx, id)
    if (!wish) refuse('not_found')
    const refused = mayDecide(wish, caller.id, decision)
    if (refused) refuse(refused)
    if (wish.decision !== null) return
    if (decision === 'confirmed') await fulfil(context, tx, wish, at)
    await markDecided(tx, { id, decision, by: caller.id, at })
    const detail = { change: id, kind: wish.kind, decision }
    await audit(tx, {
      operatorId: caller.id,
      act: 'decide_operator_change',
      subject: wish.operatorId,
      detail,
      at,
    })
  })
  return done
}

async function fulfil(context: Context, tx: Transaction, wish: ChangeRow, at: Date): Promise<void> {
  const { kind, operatorId, name, place } = wish
  const about = await requirePossible(tx, wish)
  if (kind === 'invite') await insertOperator(tx, { id: operatorId, name: name ?? '', place })
  else await closeWayIn(tx, operatorId, at)
  if (kind === 'end') return endOperator(tx, operatorId, at)
  // Who gets the way in anew is invited like somebody new, at the address that is on record.
  const mail = wish.mail ?? about?.mail
  if (mail)
    await enqueue(context.queue, tx, 'sign-in.invite', { audience: 'operator', subject: operatorId, mail })
}
