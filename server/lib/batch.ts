// Group commit: what arrives while the database is busy is done together in its next trip.

export type BatchOptions<Item, Result> = {
  /** Does all items in one trip; answers in the same order, an Error where one item failed alone. */
  work: (items: Item[]) => Promise<(Result | Error)[]>
  /** Items of the same key never share a batch, nor run side by side; the later one waits. */
  keyOf?: (item: Item) => string
  /** How many trips are under way at once; while one commits, the next batch fills. */
  lanes: number
  /**
   * A trip beside another one leaves only with so many items; fewer wait for the other to return. A trip costs
   * the database much and each item little, so small trips side by side are slower than one after the other.
   * A trip that is held up (by somebody's lock) holds nobody else up for longer than a tenth of a second.
   */
  beside?: number
  /** The most items of one trip. */
  largest: number
  /** The most items that may wait; beyond that the batcher is full. */
  longest: number
}

/** Too much is waiting already: nothing was done, and the caller may come back in a moment. */
export class BatcherFull extends Error {
  override name = 'BatcherFull'
}

/**
 * So many leave before the event loop has read all that came: with thousands of sockets it reads for seconds (libuv
 * takes up to 48 times 1,024 events in one turn), while the database has nothing to do.
 */
const enoughToLeave = 128

/** A trip that has not returned by then is no reason for others to wait. */
const heldUpMs = 100

type Waiting<Item, Result> = {
  item: Item
  key: string | undefined
  settle: (result: Result) => void
  fail: (error: unknown) => void
}

/**
 * Gives a function that does one item and lets it share a trip with whatever else is there. There is no
 * timer: a lone item leaves at once. Rejects with BatcherFull, with the item's own Error, or with what
 * `work` throws, which then holds for each item of that trip; so does an answer too few or too many.
 */
export function makeBatcher<Item, Result>(
  options: BatchOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  const { work, keyOf, lanes, largest, longest, beside = 1 } = options
  let waiting: Waiting<Item, Result>[] = []
  const busyKeys = new Set<string>()
  let underWay = 0
  let lastDeparture = 0

  async function run(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map((entry) => entry.item))
      // One answer too few or too many, and somebody would get somebody else's.
      if (results.length !== batch.length) {
        throw new Error(`a trip of ${batch.length} brought ${results.length} answers`)
      }
      for (const [index, entry] of batch.entries()) {
        const result = results[index]
        if (result instanceof Error) entry.fail(result)
        else entry.settle(result as Result)
      }
    } catch (error) {
      for (const entry of batch) entry.fail(error)
    } finally {
      for (const entry of batch) if (entry.key !== undefined) busyKeys.delete(entry.key)
      underWay -= 1
      depart()
    }
  }

  function depart(): void {
    while (underWay < lanes && waiting.length >= fewest()) {
      const { batch, later } = divide(waiting, busyKeys, largest)
      waiting = later
      if (batch.length === 0) return
      underWay += 1
      lastDeparture = performance.now()
      void run(batch)
    }
  }

  function fewest(): number {
    return underWay === 0 || performance.now() - lastDeparture > heldUpMs ? 1 : beside
  }

  let departing = false
  function departSoon(): void {
    // Requests that the network delivered together are read in one turn of the event loop; they leave together.
    if (departing) return
    departing = true
    setImmediate(() => {
      departing = false
      depart()
    })
  }

  return (item) =>
    new Promise((settle, fail) => {
      if (waiting.length >= longest) {
        fail(new BatcherFull('too much is waiting'))
        return
      }
      waiting.push({ item, key: keyOf?.(item), settle, fail })
      if (waiting.length >= enoughToLeave) depart()
      else departSoon()
    })
}

/** What may leave now, its keys taken, and what has to wait for a later trip. */
function divide<Item, Result>(waiting: Waiting<Item, Result>[], busyKeys: Set<string>, largest: number) {
  const batch: Waiting<Item, Result>[] = []
  const later: Waiting<Item, Result>[] = []
  for (const entry of waiting) {
    const held = batch.length === largest || (entry.key !== undefined && busyKeys.has(entry.key))
    if (!held && entry.key !== undefined) busyKeys.add(entry.key)
    ;(held ? later : batch).push(entry)
  }
  return { batch, later }
}
