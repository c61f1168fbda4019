// 家族のお手伝い in tests: a helper shows a code, and the relative agrees.
import { agreeToHelp, showHelperCode } from '#contract/relatives.ts'
import { makeId } from '#server/lib/id.ts'
import type { Client } from './client.ts'

export const usualCaps = { perDay: 3000, perMonth: 8000 }

/** Lets one resident help another; gives the id of the help and the code by which it came to be. */
export async function beginHelp(
  helper: Client,
  relative: Client,
  caps: { perDay: number; perMonth: number } = usualCaps,
): Promise<{ id: string; code: string }> {
  const { code } = await helper.ask(showHelperCode)
  const id = makeId()
  await relative.ask(agreeToHelp, { body: { id, code, ...caps } })
  return { id, code }
}
