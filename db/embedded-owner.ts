// One data directory, one owner: the Node process that started PostgreSQL there. The owner is written down
// beside the data with the moment it started, because a process number alone is given out again.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Writes this process down as the owner. Throws "in use by process N" when the owner is still alive; takes
 * over from one that has died.
 */
export function claim(ownerFile: string, dataDir: string): void {
  const owner = findOwner(ownerFile)
  if (owner !== undefined) throw new Error(`The database in ${dataDir} is in use by process ${owner}.`)
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
  return startOf(Number(pid)) === started ? Number(pid) : undefined
}

/** When a process started, in whatever unit the system has; undefined once it has ended. */
function startOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (process.platform !== 'linux') return isAlive(pid) ? 'alive' : undefined
  try {
    // proc_pid_stat(5): after the name in parentheses, field 1 is the state and field 20 the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const ended = fields[0] === 'Z' || fields[0] === 'X'
    return ended ? undefined : fields[19]
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
