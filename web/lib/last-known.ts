// What a device keeps of the server's answers, so that the app opens at once, and without a network at all.
import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'

const kept = 'enishi.last-known'

type Answer = [key: QueryKey, data: unknown, updatedAt: number]
type Pages = { pages: unknown[]; pageParams: unknown[] }

/**
 * Keeps the newest answers to these questions on the device, and begins with those that it has: each as old as it is,
 * so that it is asked again. They are one person's: when `whose` answers of somebody else, all others are forgotten.
 */
export function keepLastKnown(
  client: QueryClient,
  keys: readonly QueryKey[],
  whose: { key: QueryKey; idOf: (data: unknown) => string },
): void {
  const wanted = new Set(keys.map(hashKey))
  for (const [key, data, updatedAt] of recall()) {
    if (!wanted.has(hashKey(key))) continue
    client.setQueryData(key, data, { updatedAt })
    // However fresh it is: who was signed out from afar a moment ago must not see it again.
    void client.invalidateQueries({ queryKey: key, exact: true, refetchType: 'none' })
  }
  let owner = ownerIn(client, whose)
  client.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || query.state.status !== 'success' || !wanted.has(query.queryHash)) return
    const now = ownerIn(client, whose)
    if (owner !== null && now !== null && now !== owner) {
      for (const key of keys)
        if (hashKey(key) !== hashKey(whose.key)) void client.resetQueries({ queryKey: key })
    }
    owner = now ?? owner
    keep(client, keys)
  })
}

/** Forgets all of it: whoever holds the device next shall see nothing of it. */
export function forgetLastKnown(): void {
  try {
    localStorage.removeItem(kept)
  } catch {
    // Nothing was kept.
  }
}

const ownerIn = (client: QueryClient, { key, idOf }: { key: QueryKey; idOf: (data: unknown) => string }) => {
  const data = client.getQueryData(key)
  return data === undefined ? null : idOf(data)
}

function recall(): Answer[] {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? '[]') as Answer[]
  } catch {
    return []
  }
}

function keep(client: QueryClient, keys: readonly QueryKey[]): void {
  const answers = keys.flatMap((key): Answer[] => {
    const state = client.getQueryState(key)
    return state?.data === undefined ? [] : [[key, firstPage(state.data), state.dataUpdatedAt]]
  })
  try {
    localStorage.setItem(kept, JSON.stringify(answers))
  } catch {
    // A full or forbidden storage only costs the start without a network.
  }
}

/** Of a list that is read page by page the first page is enough. */
function firstPage(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || !('pages' in data)) return data
  const { pages, pageParams } = data as Pages
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) }
}
