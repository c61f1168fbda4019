// One data directory, one owner: the Node process that started PostgreSQL there. The owner is written down
// beside the data with the moment it started, because a process number alone is given out again.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes this process down as the owner. Throws "in use by process N" when the owner is still alive; takes
 * over from one that has died.
 */
export function claim(ownerFile: string, dataDir: string): void {
  const owner = findOwner(ownerFile)
  if (owner !== undefined)
    throw new Error(`The database in ${dataDir} is in use by process ${owner}. Stop that first.`)
  rmSync(ownerFile, { force: true })
  // "wx" fails if somebody else came first between the two lines.
  writeFileSync(ownerFile, `${process.pid} ${startOf(process.pid)}\n`, { flag: 'wx' })
}

/** Gives the number of the live process that owns the database, or undefined if there is none. */
export function findOwner(ownerFile: string): number | undefined {
  let text: string
  try {
    text = readFileSync(ownerFile, 'utf8')
  } catch {
    return undefined
  }
  const [pid, started] = text.trim().split(' ')
  return started !== undefined && startOf(Number(pid)) === started ? Number(pid) : undefined
}

/**
 * Tells whether process `pid` may be a PostgreSQL. A number out of an old file can by now belong to anything,
 * soonest in a container, where numbers are small. Off Linux any live process is taken for one.
 */
export function mayBePostgres(pid: number): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  return readStat(pid)?.name === 'postgres'
}

/** When a process started, in whatever unit the system has; undefined once it has ended. */
function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return isAlive(pid) ? 'alive' : undefined
  return readStat(pid)?.started
}

/** Undefined for a process that has ended, also while nobody has collected it yet. */
function readStat(pid: number): { name: string; started: string } | undefined {
  try {
    // proc_pid_stat(5): number, name in parentheses, state, and the start time as the 20th after the name.
    const [, name = '', rest = ''] =
      /^\d+ \((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    const fields = rest.split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : { name, started: fields[19] ?? '' }
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
