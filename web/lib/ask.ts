import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { Endpoint, ReplyOf } from '#contract/endpoint.ts'
import { forgetLastKnown } from './last-known.ts'
import { ask, call, type Answer, type CallParts, Fault, type Refusal, Refused } from './api.ts'

/** One memory of answers per app. A refusal is final; a fault is tried twice more, unless there is no line at all. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // The apps' own words for "no network" are better than a query that silently waits.
      networkMode: 'always',
      retry: (failures, error) => !(error instanceof Refused) && navigator.onLine && failures < 2,
    },
  },
})

/** Describes a query to an endpoint; its key is the path and the parts. */
export function asking<E extends Endpoint>(endpoint: E, ...parts: CallParts<E>) {
  return queryOptions<ReplyOf<E>, Refused | Fault>({
    queryKey: [endpoint.path, parts[0] ?? null],
    queryFn: () => ask(endpoint, ...parts),
  })
}

/** Reads from an endpoint; refusals and faults arrive as the query's error. */
export function useAsk<E extends Endpoint>(endpoint: E, ...parts: CallParts<E>) {
  return useQuery(asking(endpoint, ...parts))
}

/** How often a waiting screen asks whether something has changed. */
const pollMs = 3000

/** As `useAsk`, and asks again by itself for as long as `waiting` says so of the last answer. */
export function useAskWhile<E extends Endpoint>(
  waiting: (value: ReplyOf<E>) => boolean,
  endpoint: E,
  ...parts: CallParts<E>
) {
  return useAskEvery((value: ReplyOf<E>) => (waiting(value) ? pollMs : false), endpoint, ...parts)
}

/** As `useAsk`, and asks again by itself after so many milliseconds as the last answer is worth waiting for. */
export function useAskEvery<E extends Endpoint>(
  pauseMs: (value: ReplyOf<E>) => number | false,
  endpoint: E,
  ...parts: CallParts<E>
) {
  return useQuery({
    ...asking(endpoint, ...parts),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : pauseMs(data)),
  })
}

export type Trouble = Refusal | Fault | null

/**
 * Sends an act to an endpoint. `send` gives the reply, or null after a refusal or fault, which then stands
 * in `trouble` until the next try. Refuses a second press while the first is on its way (gives null).
 */
export function useAct<E extends Endpoint>(endpoint: E) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const underWay = useRef(false)
  const send = useCallback(
    async (...parts: CallParts<E>): Promise<ReplyOf<E> | null> => {
      if (underWay.current) return null
      underWay.current = true
      setBusy(true)
      setTrouble(null)
      try {
        const answer: Answer<E> = await call(endpoint, ...parts)
        if (answer.ok) return answer.value
        setTrouble(answer.problem)
      } catch (cause) {
        setTrouble(cause instanceof Fault ? cause : new Fault('broken', cause))
      } finally {
        underWay.current = false
        setBusy(false)
      }
      return null
    },
    [endpoint],
  )
  return { send, busy, trouble, forget: useCallback(() => setTrouble(null), []) }
}

/** Gives the code of a refusal; undefined for a fault or nothing. */
export function codeOf(trouble: Trouble): Refusal['code'] | undefined {
  return trouble && !(trouble instanceof Fault) ? trouble.code : undefined
}

/** Asks an endpoint anew wherever its answer is on the screen. */
export function askAnew(endpoint: Endpoint): void {
  void queryClient.invalidateQueries({ queryKey: [endpoint.path] })
}

/** Forgets everything that the server has said, for example when somebody else signs in. */
export function forgetAnswers(): void {
  queryClient.clear()
  forgetLastKnown()
}
