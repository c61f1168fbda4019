// Tells tills of payments and refunds as they are posted. One connection of this process listens for all of its tills.
import { z } from 'zod'
import * as values from '#contract/values.ts'
import type { Database } from '../lib/database.ts'
import { hearOfPaidStores, readStoreEventsSince, type StoreEvent } from './queries.ts'

export type StoreFeed = {
  /**
   * Gives `push` each payment to a store and each refund by it that is posted after `since`, in the order of
   * posting and each once, until the returned function is called.
   */
  follow: (storeId: string, since: Date, push: (event: StoreEvent) => void) => () => void
  close: () => void
}

type Follower = {
  since: Date
  push: (event: StoreEvent) => void
  /** What was pushed and may be read again. */
  pushed: Map<string, Date>
}

/**
 * A posting gets its time when its batch begins and is seen when the batch commits, so one may turn up behind
 * another that is later. Each look goes back so far; no batch takes that long.
 */
export const overlapMs = 10_000

/** How often is looked without having heard anything, should a notification have been lost. */
const lookMs = 15_000
const reconnectMs = 1000

const storeIds = z.array(values.id)

type Followers = Map<string, Set<Follower>>

/** Opens the feed; it asks the database for nothing until somebody follows. */
export function openStoreFeed(database: Database): StoreFeed {
  const followers: Followers = new Map()
  const look = makeLook(database, followers)
  const lookEverywhere = () => look(followers.keys())
  const ear = openEar(database, (payload) => look(storesIn(payload) ?? followers.keys()), lookEverywhere)
  let timer: NodeJS.Timeout | undefined

  function follow(storeId: string, since: Date, push: Follower['push']): () => void {
    const follower: Follower = { since, push, pushed: new Map() }
    const ofStore = followers.get(storeId) ?? new Set()
    followers.set(storeId, ofStore.add(follower))
    timer ??= setInterval(lookEverywhere, lookMs).unref()
    ear.open()
    look([storeId])
    return () => {
      ofStore.delete(follower)
      if (ofStore.size === 0 && followers.get(storeId) === ofStore) followers.delete(storeId)
    }
  }

  function close(): void {
    clearInterval(timer)
    ear.close()
    followers.clear()
  }

  return { follow, close }
}

/** Gives the function that looks for stores: all in one trip, those that are named meanwhile in the next. */
function makeLook(database: Database, followers: Followers): (stores: Iterable<string>) => void {
  const due = new Set<string>()
  let looking = false

  async function lookWhileDue(): Promise<void> {
    looking = true
    try {
      while (due.size > 0) {
        const asked = [...due].flatMap((storeId) => askFor(storeId, followers.get(storeId)))
        due.clear()
        for (const { storeId, ...event } of await readStoreEventsSince(database, asked)) {
          for (const follower of followers.get(storeId) ?? []) deliver(follower, event)
        }
      }
    } catch (error) {
      // The next look goes back as far as this one did. When the server stops, nobody follows any more.
      if (followers.size > 0) console.error('store feed:', error)
    } finally {
      looking = false
    }
  }

  return (stores) => {
    for (const store of stores) if (followers.has(store)) due.add(store)
    if (!looking && due.size > 0) void lookWhileDue()
  }
}

/** Keeps one connection listening, from the first `open` to `close`; `opened` is told of each new one. */
function openEar(
  database: Database,
  heard: (payload: string) => void,
  opened: () => void,
): { open: () => void; close: () => void } {
  let state: 'idle' | 'open' | 'closed' = 'idle'
  let end: (() => void) | undefined

  async function listen(): Promise<void> {
    try {
      end = await hearOfPaidStores(database.pool, { heard, lost: again })
      if (state === 'closed') end()
      else opened()
    } catch (error) {
      if (state === 'open') console.error('store feed:', error)
      again()
    }
  }

  function again(): void {
    setTimeout(() => {
      if (state === 'open') void listen()
    }, reconnectMs).unref()
  }

  function open(): void {
    if (state !== 'idle') return
    state = 'open'
    void listen()
  }

  function close(): void {
    state = 'closed'
    end?.()
  }

  return { open, close }
}

/** The stores that a notification names; nothing when it cannot be read, which must not end the process. */
function storesIn(payload: string): string[] | undefined {
  try {
    return storeIds.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}

type Asked = { storeId: string; since: Date }

function askFor(storeId: string, followers: Set<Follower> | undefined): Asked[] {
  if (!followers?.size) return []
  const earliest = Math.min(...[...followers].map(({ since }) => since.getTime()))
  return [{ storeId, since: new Date(earliest) }]
}

function deliver(follower: Follower, event: StoreEvent): void {
  const { at } = event
  const key = `${event.payerId}/${event.id}`
  if (at <= follower.since || follower.pushed.has(key)) return
  follower.pushed.set(key, at)
  follower.push(event)
  const since = new Date(at.getTime() - overlapMs)
  if (since <= follower.since) return
  follower.since = since
  for (const [old, pushedAt] of follower.pushed) if (pushedAt <= since) follower.pushed.delete(old)
}
