// An operator has forgotten the password: the link of a mail and the second step, for a mailbox alone is not enough.
import type { BodyOf } from '#contract/endpoint.ts'
import type { OperatorWay, resetOperatorPassword as endpoint } from '#contract/operator-sign-in.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { answerByHand } from './answer.ts'
import { operatorWays } from './office-entry.ts'
import { requireReset, resetPassword } from './reset-password.ts'

/** Tells what a link wants besides itself; looking changes nothing. Refuses reset_link_invalid. */
export async function readOperatorReset(context: Context, token: string): Promise<{ ways: OperatorWay[] }> {
  const { loginId } = await requireReset(context, 'operator', token)
  return { ways: await operatorWays(context, loginId) }
}

/**
 * Sets a new password by a link and the second step, where there is one; everything that the old one opened ends.
 * Refuses what the contract lists; the link stays as it was.
 */
export async function resetOperatorPassword(
  context: Context,
  { token, newPassword, proof }: BodyOf<typeof endpoint>,
): Promise<void> {
  await resetPassword(context, 'operator', { token, newPassword }, async ({ loginId }) => {
    const ways = await operatorWays(context, loginId)
    // A town that requires it now, and did not when the link was sent.
    if (ways.length === 0 && context.config.operatorSecondStep === 'required') refuse('reset_link_invalid')
    if (ways.length === 0) return
    if (proof === null) refuse('authenticator_code_wrong')
    await answerByHand(context, loginId, proof.way, proof.code)
  })
}
