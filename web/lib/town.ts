import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTown } from '#contract/residents.ts'
import { ask, type Fault, type Refused } from './api.ts'
import { queryClient } from './ask.ts'
import { languageUsed } from './i18n/language.ts'

export type Town = ReplyOf<typeof readTown>

const kept = 'enishi.town'

/** The town's names and words; kept on the device so that the app opens without a network. */
export const townQuery = queryOptions<Town, Refused | Fault>({
  queryKey: ['town'],
  queryFn: async () => {
    const town = await ask(readTown)
    keep(town)
    return town
  },
  staleTime: 3_600_000,
})

/**
 * Gives the town that this app serves, with its names in the language in use; suspends until it is known for the
 * first time.
 */
export function useTown(): Town {
  const town = useSuspenseQuery(townQuery).data
  // A device may remember a town from before it had names in other languages.
  return { ...town, ...town.otherNames?.[languageUsed()] }
}

/** Takes over what the server has said of the town. */
export function setTown(town: Town): void {
  queryClient.setQueryData(townQuery.queryKey, town)
  keep(town)
}

/** Starts with what the device remembers of the town, due for renewal. Ignores what it cannot read. */
export function rememberTown(): void {
  if (queryClient.getQueryData(townQuery.queryKey) !== undefined) return
  try {
    const text = localStorage.getItem(kept)
    if (text) queryClient.setQueryData(townQuery.queryKey, JSON.parse(text) as Town, { updatedAt: 1 })
  } catch {
    // The server tells it all again.
  }
}

function keep(town: Town): void {
  try {
    localStorage.setItem(kept, JSON.stringify(town))
  } catch {
    // A full or forbidden storage only costs the offline start.
  }
}
