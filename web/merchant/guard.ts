import { redirect } from '@tanstack/react-router'
import { readStaff } from '#contract/merchants.ts'
import { Refused } from '../lib/api.ts'
import { merchantPaths } from '../lib/paths.ts'
import { guard } from '../lib/session.ts'

// The router's types know the resident's paths only.
const lockedTill: string = merchantPaths.till

const signedIn = guard(readStaff, merchantPaths.signIn)

/** Before every page of the shop: a locked till leads to its names, and who is not signed in to the sign-in. */
export async function guardShop(): Promise<void> {
  try {
    await signedIn()
  } catch (error) {
    if (error instanceof Refused && error.problem.code === 'till_locked') {
      throw redirect({ to: lockedTill })
    }
    throw error
  }
}
