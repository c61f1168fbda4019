// How quickly payments are answered, as the process that answers them feels it. What can wait gives way to it.

export type Pulse = {
  /** A payment was answered after so many milliseconds. */
  paid: (ms: number) => void
  /** A top-up has begun: what is felt now is not how it usually is. */
  toppedUp: () => void
  /** The typical payment since the last look, and the usual one; null where too few were felt to say. */
  look: () => { typicalMs: number | null; usualMs: number | null }
}

/** Fewer payments than that since the last look say nothing about the next. */
const fewest = 20
/** So many looks without a top-up make a calm moment. */
const looksUntilCalm = 2
/**
 * What a calm moment adds to what is usual. A faster one counts at once, because a server that has just been started is
 * slow for some seconds; a slower one has made it anew after a minute of them.
 */
const weightOf = { faster: 0.3, slower: 0.05 }

/** A pulse that has felt nothing yet. */
export function makePulse(): Pulse {
  let felt: number[] = []
  let usualMs: number | null = null
  let calmLooks = 0
  return {
    paid: (ms) => felt.push(ms),
    toppedUp: () => {
      calmLooks = 0
    },
    look: () => {
      const typicalMs = felt.length < fewest ? null : middleOf(felt)
      felt = []
      calmLooks += 1
      if (typicalMs !== null && calmLooks > looksUntilCalm) {
        const before = usualMs ?? typicalMs
        usualMs = before + (typicalMs - before) * weightOf[typicalMs < before ? 'faster' : 'slower']
      }
      return { typicalMs, usualMs }
    },
  }
}

const middleOf = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
