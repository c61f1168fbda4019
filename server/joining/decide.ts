// How an application ends: two people approve it, or one declines it.
import assert from 'node:assert/strict'
import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/joining.ts'
import { applicationForm } from '#contract/joining-form.ts'
import { searchKey } from '#contract/kana.ts'
import { minutesOf, sayOpening } from '#contract/opening-hours.ts'
import { enqueue } from '../jobs/queue.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as office from './office-queries.ts'
import * as queries from './queries.ts'
import { isOpen, mayDecide, mayPropose } from './rules.ts'
import { withApplication } from './screen.ts'

/** Proposes to approve; the newest proposal holds, and somebody else confirms it. Refuses what the contract lists. */
export function proposeApproval({
  context,
  caller,
  params: { applicationId },
  body,
}: Call<typeof contract.proposeApproval>): Promise<ReplyOf<typeof contract.proposeApproval>> {
  const who = { applicationId, operatorId: caller.id, act: 'propose_application' } as const
  return withApplication(context, who, async (tx, { state }, at) => {
    const checked = (await office.listChecks(tx, applicationId)).map(({ item }) => item)
    const refused = mayPropose({ state, checked, question: state === 'asked' })
    if (refused) refuse(refused)
    await office.keepProposal(tx, { id: applicationId, operatorId: caller.id, ...body, at })
    return { done: true }
  })
}

/**
 * Confirms a proposal as somebody else, which makes everything at once that a shop needs, or withdraws it. Sent again
 * it answers with the store that was made. Refuses what the contract lists.
 */
export function decideApproval({
  context,
  caller,
  params: { applicationId },
  body: { decision },
}: Call<typeof contract.decideApproval>): Promise<ReplyOf<typeof contract.decideApproval>> {
  const who = { applicationId, operatorId: caller.id, act: 'decide_application' } as const
  return withApplication(context, who, async (tx, { id, state, mail, appliedBy, form, storeNumber }, at) => {
    if (state === 'approved' && decision === 'confirmed') return { storeNumber }
    const { proposedBy } = await office.readOfficeFacts(tx, id)
    const refused = mayDecide({ state, proposedBy }, caller.id, decision)
    if (refused) refuse(refused)
    if (decision === 'withdrawn') {
      await office.dropProposal(tx, id)
      return { storeNumber: null }
    }
    // Of a further store the owner is who applied, as long as they are an owner there.
    const applicant =
      appliedBy === null
        ? undefined
        : ((await queries.findApplicant(tx, appliedBy)) ?? refuse('application_closed'))
    const [staffId, store] = [makeId(), storeOf(form)]
    const { merchantId, name: ownerName } = applicant ?? { merchantId: null, name: store.form.representative }
    await office.joinStore(tx, { ...store, id, staffId, operatorId: caller.id, at, merchantId, ownerName })
    // Who works at a store of the town opens the new one with the login that they have.
    const known = applicant?.staffId ?? (await queries.findColleague(tx, mail))
    if (known) await office.openWorkplace(tx, { staffId, of: known, at })
    else await enqueue(context.queue, tx, 'sign-in.invite', { audience: 'staff', subject: staffId, mail })
    await enqueue(context.queue, tx, 'joining.tell', { applicationId, what: 'approved' })
    return { storeNumber: (await queries.findApplication(tx, id))?.storeNumber ?? null }
  })
}

/** What the store will be called, found by, and open. */
function storeOf(kept: queries.Application['form']) {
  const form = applicationForm.parse(kept)
  const [opensAt, closesAt] = [minutesOf(form.opensAt), minutesOf(form.closesAt)]
  assert(opensAt !== undefined && closesAt !== undefined, 'what was sent has opening hours')
  const hours = sayOpening(
    { opensAt, closesAt, closedOn: form.closedOn, onHolidays: 'usual' },
    form.hoursNote,
  )
  const search = [form.storeName, form.storeKana, form.address].map(searchKey).join(' ')
  return { form, search, hours, opensAt, closesAt }
}

/** Declines with a reason, which the applicant reads in a mail. Refuses not_found and application_closed. */
export function declineApplication({
  context,
  caller,
  params: { applicationId },
  body,
}: Call<typeof contract.declineApplication>): Promise<ReplyOf<typeof contract.declineApplication>> {
  const who = { applicationId, operatorId: caller.id, act: 'decline_application' } as const
  return withApplication(context, who, async (tx, { id, state, reason }, at) => {
    if (state === 'declined' && reason === body.reason) return { done: true }
    if (!isOpen(state)) refuse('application_closed')
    await office.markDeclined(tx, { id, operatorId: caller.id, reason: body.reason, at })
    await enqueue(context.queue, tx, 'joining.tell', { applicationId, what: 'declined' })
    return { done: true }
  })
}
