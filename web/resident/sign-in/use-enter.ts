import { useNavigate, useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { forgetAnswers } from '../../lib/ask.ts'
import { ownPath } from '../../lib/own-path.ts'
import { paths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'

/** Gives the function that goes on once somebody has signed in: to the page they wanted, or home. */
export function useEnter(): (next?: string) => Promise<void> {
  const navigate = useNavigate()
  const { history } = useRouter()
  return useCallback(
    async (next) => {
      // What was read before belongs to nobody, or to somebody else.
      forgetAnswers()
      rememberTown()
      const back = ownPath(next)
      if (back) return history.replace(back)
      await navigate({ to: paths.home, replace: true })
    },
    [navigate, history],
  )
}

const kept = 'enishi.after-sign-in'

/** Remembers over a trip to a provider where the person wanted to go. */
export function rememberNext(next: string | undefined): void {
  try {
    if (next) sessionStorage.setItem(kept, next)
    else sessionStorage.removeItem(kept)
  } catch {
    // Then the person lands on the home screen.
  }
}

/** Gives what was remembered; undefined when it was nothing. */
export function rememberedNext(): string | undefined {
  try {
    return sessionStorage.getItem(kept) ?? undefined
  } catch {
    return undefined
  }
}
