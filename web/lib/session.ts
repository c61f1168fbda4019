import { useSuspenseQuery } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readStaff } from '#contract/merchants.ts'
import type { readOperator } from '#contract/operators.ts'
import { readMe } from '#contract/residents.ts'
import { Refused } from './api.ts'
import { asking, queryClient } from './ask.ts'

export type Me = ReplyOf<typeof readMe>

export const meQuery = asking(readMe)

/** Gives the signed-in resident. Only for pages behind the sign-in guard, which has asked already. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

/** Asks again who is signed in and which proofs are green. Throws Refused or Fault. */
export function refreshMe(): Promise<Me> {
  return queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
}

/** Takes over a fresh answer, so that no page shows an old one. */
export function setMe(me: Me): void {
  queryClient.setQueryData(meQuery.queryKey, me)
}

/** Says whether an error means that the session has ended. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Refused && error.problem.code === 'not_signed_in'
}

/**
 * A guard before pages that need somebody signed in, who is told by `whoAmI`: everybody else is led to `signIn`.
 * Throws what the question throws otherwise.
 */
export function guard(whoAmI: typeof readStaff | typeof readOperator, signIn: string): () => Promise<void> {
  return async () => {
    try {
      await queryClient.ensureQueryData(asking(whoAmI as typeof readStaff))
    } catch (error) {
      if (isSignedOut(error)) throw redirect({ to: signIn })
      throw error
    }
  }
}
