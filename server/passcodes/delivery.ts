import { z } from 'zod'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import type { SignedReport } from '../providers/sms/port.ts'
import { type Delivery, findDeliveryOfPerson, findDeliveryOfStep, keepDelivery } from './queries.ts'

/** Where the SMS company reports to. */
export const smsReportsPath = '/api/sms-reports'

/**
 * Keeps what the SMS company reports of a message. A report that is repeated, late or of a message that nobody
 * sent changes nothing. Refuses not_allowed for a report that the company has not signed.
 */
export async function takeDeliveryReport(context: Context, signed: SignedReport): Promise<void> {
  const report = context.providers.sms.readReport(signed)
  if (!report) refuse('not_allowed')
  if (report.state === 'on_the_way' || !z.uuid().safeParse(report.reference).success) return
  const { reference: id, to: phone, state } = report
  const problem = report.state === 'undelivered' ? report.problem : null
  await keepDelivery(context.database, { id, phone, state, problem }, context.now())
}

type Stands = Delivery | { state: 'none'; problem: null }

const none = { state: 'none', problem: null } as const

/** How the newest message of a second step stands. */
export async function readDeliveryOfStep(context: Context, challengeId: string): Promise<Stands> {
  return (await findDeliveryOfStep(context.database, challengeId)) ?? none
}

/** How the newest message stands that somebody has just asked for. */
export async function readDeliveryOfPerson(
  context: Context,
  person: { loginId: string; residentId: string },
): Promise<Stands> {
  return (await findDeliveryOfPerson(context.database, person, context.now())) ?? none
}
