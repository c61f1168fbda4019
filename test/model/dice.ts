/** Numbers that look random and are the same for the same seed (mulberry32). */
export function makeDice(seed: number) {
  let state = seed
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  const one = <T>(list: readonly T[]) => list[below(list.length)] as T
  const some = <T>(list: readonly T[]) => list.filter(() => below(3) > 0)
  return { below, one, some }
}
