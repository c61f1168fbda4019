import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'node:test'
import { BatcherFull, makeBatcher } from './batch.ts'

/** Work that stands still until it is let go, and tells what each trip carried. */
function makeSlowWork() {
  const trips: string[][] = []
  let release: (() => void)[] = []
  const work = async (items: string[]) => {
    trips.push(items)
    await new Promise<void>((go) => release.push(go))
    return items.map((item) => (item === 'bad' ? new Error('bad') : item.toUpperCase()))
  }
  const letGo = () => {
    const waiting = release
    release = []
    for (const go of waiting) go()
  }
  return { trips, work, letGo }
}

const turn = () => new Promise((go) => setImmediate(go))

test('a lone item leaves at once; what comes meanwhile shares the next trip', async () => {
  const { trips, work, letGo } = makeSlowWork()
  const go = makeBatcher({ work, lanes: 1, largest: 10, longest: 10 })
  const first = go('a')
  await turn()
  const others = [go('b'), go('bad'), go('c')]
  await turn()
  deepEqual(trips, [['a']])
  letGo()
  equal(await first, 'A')
  await turn()
  letGo()
  deepEqual(trips, [['a'], ['b', 'bad', 'c']])
  equal(await others[0], 'B')
  await rejects(others[1]!, /bad/)
  equal(await others[2], 'C')
})

test('items of one key never share a trip nor run side by side', async () => {
  const { trips, work, letGo } = makeSlowWork()
  const go = makeBatcher({ work, keyOf: (item) => item[0]!, lanes: 2, largest: 10, longest: 10 })
  const all = [go('x1'), go('x2'), go('y1')]
  await turn()
  deepEqual(trips, [['x1', 'y1']])
  letGo()
  await Promise.all([all[0], all[2]])
  await turn()
  deepEqual(trips.at(-1), ['x2'])
  letGo()
  equal(await all[1], 'X2')
})

test('a trip that brings too many answers or too few answers nobody', async () => {
  for (const answers of [['A', 'A', 'B'], ['A']]) {
    const go = makeBatcher<string, string>({ work: async () => answers, lanes: 1, largest: 10, longest: 10 })
    const both = await Promise.allSettled([go('a'), go('b')])
    deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    )
  }
})

test('a full batcher refuses and does nothing', async () => {
  const { trips, work, letGo } = makeSlowWork()
  const go = makeBatcher({ work, lanes: 1, largest: 1, longest: 1 })
  const first = go('a')
  await turn()
  const second = go('b')
  await rejects(go('c'), BatcherFull)
  letGo()
  equal(await first, 'A')
  await turn()
  letGo()
  equal(await second, 'B')
  deepEqual(trips, [['a'], ['b']])
})

test('work that throws fails its trip and no other', async () => {
  let calls = 0
  const go = makeBatcher<string, string>({
    work: async (items) => {
      calls += 1
      if (calls === 1) throw new Error('connection lost')
      return items
    },
    lanes: 1,
    largest: 10,
    longest: 10,
  })
  await rejects(go('a'), /connection lost/)
  equal(await go('b'), 'b')
})

test('a second trip leaves beside the first only when it is worth it', async () => {
  const { trips, work, letGo } = makeSlowWork()
  const go = makeBatcher({ work, lanes: 2, largest: 10, longest: 10, beside: 3 })
  const all = [go('a')]
  await turn()
  all.push(go('b'), go('c'))
  await turn()
  deepEqual(trips, [['a']])
  all.push(go('d'))
  await turn()
  deepEqual(trips, [['a'], ['b', 'c', 'd']])
  all.push(go('e'))
  await turn()
  letGo()
  await all[0]
  await turn()
  letGo()
  await Promise.all(all)
  deepEqual(trips.at(-1), ['e'])
})
