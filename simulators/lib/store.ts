import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type Store<State> = { state: State; save: () => void; reset: () => void }

/**
 * Opens what a simulator remembers: from `file` when it is given, else in memory only.
 * A file that cannot be read as JSON throws, because a silently emptied bank would look like lost money.
 */
export function openStore<State>(file: string | undefined, empty: () => State): Store<State> {
  const store: Store<State> = {
    state: ((file && read(file)) as State | undefined) || empty(),
    save() {
      if (!file) return
      mkdirSync(dirname(file), { recursive: true })
      // Written beside and renamed, so that a stop in the middle leaves the old file whole.
      writeFileSync(`${file}.new`, JSON.stringify(store.state, null, 1))
      renameSync(`${file}.new`, file)
    },
    reset() {
      store.state = empty()
      store.save()
    },
  }
  return store
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`simulator state ${file} cannot be read`, { cause: error })
  }
}
