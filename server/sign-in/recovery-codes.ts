import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { readSecondSteps, replaceRecoveryCodes, spendRecoveryCode as spend } from './queries.ts'
import { plainRecoveryCode, recoveryCodeCount, waysOf, writeRecoveryCode } from './rules.ts'
import { tellOwner } from './tell.ts'

const hmacOf = (context: Context, loginId: string, code: string) =>
  createHmac('sha256', context.config.passcodeKey)
    .update(`recovery/${loginId}/${plainRecoveryCode(code)}`)
    .digest()

/** Makes ten codes and gives them, this once; earlier ones end. Refuses second_step_missing. */
export async function makeRecoveryCodes(context: Context, loginId: string): Promise<string[]> {
  if (waysOf(await readSecondSteps(context.database, loginId)).length === 0) refuse('second_step_missing')
  const codes = Array.from({ length: recoveryCodeCount }, () => writeRecoveryCode(randomBytes(10)))
  const hmacs = codes.map((code) => hmacOf(context, loginId, code))
  await context.database.transact(async (tx) => {
    await replaceRecoveryCodes(tx, loginId, hmacs, context.now())
    await tellOwner(context, tx, loginId, 'second_step_changed')
  })
  return codes
}

/** Spends a code, each once. Refuses recovery_code_wrong. */
export async function spendRecoveryCode(context: Context, loginId: string, code: string): Promise<void> {
  const right = await spend(context.database, loginId, hmacOf(context, loginId, code), context.now())
  if (!right) refuse('recovery_code_wrong')
}
