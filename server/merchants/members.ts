// The people of a store: its owner adds colleagues, changes what they are, and ends their accounts.
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/staff.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import type { Transaction } from '../lib/database.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import { noteDeed, staffOf } from '../staff.ts'
import {
  countInvitationsSince,
  endMember,
  findAnyMember,
  findMember,
  insertMember,
  listDeeds,
  listMembers,
  lockOwners,
  type Member,
  noteInvited,
  updateMember,
} from './member-queries.ts'

type Done = { done: true }
const done: Done = { done: true }

/** So many links an hour go to one colleague. */
const invitationsPerHour = 5

/** Lists who works at the caller's store. Refuses nothing. */
export async function listStaffMembers({
  context,
  caller,
}: Call<typeof contract.listStaffMembers>): Promise<ReplyOf<typeof contract.listStaffMembers>> {
  const members = await listMembers(context.database, staffOf(caller).storeId)
  return {
    members: members.map(({ id, name, role, mail, signsIn, hasPin }) => ({
      ...{ id, name, role, mail, signsIn, hasPin },
      you: id === caller.id,
    })),
  }
}

/**
 * Adds a colleague, once for an id, and invites them where there is an address. Refuses clock_off and
 * staff_exists_with_different_content.
 */
export async function addStaffMember({
  context,
  caller,
  body,
}: Call<typeof contract.addStaffMember>): Promise<Done> {
  const staff = staffOf(caller)
  const at = context.now()
  const wanted = { ...body, storeId: staff.storeId }
  const before = await findAnyMember(context.database, body.id)
  if (before) return answerAgain(before, wanted)
  if (!isOfNow(body.id, at)) refuse('clock_off')
  await context.database.transact(async (tx) => {
    // A twin was faster: it has done everything that follows.
    if (!(await insertMember(tx, wanted))) return
    const detail = { name: body.name, role: body.role }
    await noteDeed(tx, { staff, did: 'member_added', subject: body.id, detail, at })
    if (body.mail !== null) await invite(context, tx, { staffId: body.id, mail: body.mail })
  })
  return done
}

function answerAgain(before: Member, wanted: Pick<Member, 'storeId' | 'name' | 'role' | 'mail'>): Done {
  const same =
    before.storeId === wanted.storeId &&
    before.name === wanted.name &&
    before.role === wanted.role &&
    before.mail === wanted.mail
  return same ? done : refuse('staff_exists_with_different_content')
}

const invite = (context: Context, tx: Transaction, { staffId, mail }: { staffId: string; mail: string }) =>
  enqueue(context.queue, tx, 'sign-in.invite', { audience: 'staff', subject: staffId, mail })

/**
 * Sends a colleague of the caller's store the link anew. Refuses not_found, staff_signs_in_already and
 * too_many_requests.
 */
export async function inviteStaffMember({
  context,
  caller,
  params,
  body,
}: Call<typeof contract.inviteStaffMember>): Promise<Done> {
  const staff = staffOf(caller)
  const at = context.now()
  const found = await findMember(context.database, staff.storeId, params.id)
  if (!found) refuse('not_found')
  if (found.signsIn) refuse('staff_signs_in_already')
  const hourAgo = new Date(at.getTime() - 3_600_000)
  if ((await countInvitationsSince(context.database, found.id, hourAgo)) >= invitationsPerHour) {
    refuse('too_many_requests', { waitSeconds: 3600 })
  }
  await context.database.transact(async (tx) => {
    await noteInvited(tx, found.id, body.mail)
    const detail = { name: found.name }
    await noteDeed(tx, { staff, did: 'member_invited', subject: found.id, detail, at })
    await invite(context, tx, { staffId: found.id, mail: body.mail })
  })
  return done
}

/**
 * Changes name and role of a colleague, or of the caller. Refuses not_found; mail_needed_for_role for somebody with a
 * PIN only, who may be a till and nothing else; and last_owner.
 */
export async function changeStaffMember({
  context,
  caller,
  params,
  body,
}: Call<typeof contract.changeStaffMember>): Promise<Done> {
  const staff = staffOf(caller)
  await context.database.transact(async (tx) => {
    const owners = await lockOwners(tx, staff.storeId)
    const found = await findMember(tx, staff.storeId, params.id)
    if (!found) refuse('not_found')
    if (body.role !== 'till' && found.mail === null) refuse('mail_needed_for_role')
    if (body.role !== 'owner') requireOtherOwner(owners, found.id)
    await updateMember(tx, { id: found.id, ...body })
    const detail = { name: body.name, nameBefore: found.name, role: body.role, roleBefore: found.role }
    await noteDeed(tx, { staff, did: 'member_changed', subject: found.id, detail, at: context.now() })
  })
  return done
}

/** Ends an account of the caller's store, with that person's next request. Refuses not_found and last_owner. */
export async function endStaffMember({
  context,
  caller,
  params,
}: Call<typeof contract.endStaffMember>): Promise<Done> {
  const staff = staffOf(caller)
  const at = context.now()
  await context.database.transact(async (tx) => {
    const owners = await lockOwners(tx, staff.storeId)
    const found = await findMember(tx, staff.storeId, params.id)
    if (!found) refuse('not_found')
    requireOtherOwner(owners, found.id)
    await endMember(tx, found.id, at)
    const detail = { name: found.name, role: found.role }
    await noteDeed(tx, { staff, did: 'member_ended', subject: found.id, detail, at })
  })
  return done
}

/** Somebody has to be able to put things right. Refuses last_owner. */
function requireOtherOwner(owners: { id: string }[], id: string): void {
  if (owners.some((owner) => owner.id === id) && owners.length === 1) refuse('last_owner')
}

/** Tells what was done at the caller's store. Refuses nothing. */
export async function listStaffActs({
  context,
  caller,
}: Call<typeof contract.listStaffActs>): Promise<ReplyOf<typeof contract.listStaffActs>> {
  const deeds = await listDeeds(context.database, staffOf(caller).storeId)
  return { acts: deeds.map((deed) => ({ ...deed, at: deed.at.toISOString() })) }
}
