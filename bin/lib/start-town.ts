// The whole town in one go: database, outside world, server, worker; stopped in the opposite order.
import { join } from 'node:path'
import { createServer } from 'node:net'
import { installQueue } from '#server/jobs/queue.ts'
import { type Embedded, startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'
import { seed } from '../seed.ts'
import { buildAppsIfChanged } from './build-apps.ts'
import { startChild } from './children.ts'
import { introduceNotices, introduceSavedCards, introduceSeededAccounts } from './introduce.ts'
import { townFolder } from './town-database.ts'

type TownPorts = {
  app: number
  idCard: number
  signIn: number
  bank: number
  atm: number
  card: number
  sms: number
  mail: number
  push: number
  smtp: number
}

export type StartTown = {
  ports: TownPorts
  /** Where database and simulators keep what they know. */
  folder: string
  /** A database to use instead of one in the folder. */
  databaseUrl?: string
}

export type StartedTown = {
  app: string
  simulators: Record<'idCard' | 'signIn' | 'bank' | 'card' | 'atm' | 'sms' | 'mail' | 'push' | 'smtp', string>
  databaseUrl: string
  /** Settles with a sentence when a part has ended by itself. */
  broken: Promise<string>
  stop: () => Promise<void>
}

/** The usual ports, each of which the environment may change. */
export function townPorts(env: NodeJS.ProcessEnv): TownPorts {
  return {
    app: Number(env.PORT ?? 4000),
    idCard: Number(env.SIM_ID_CARD_PORT ?? 7010),
    signIn: Number(env.SIM_SIGN_IN_PORT ?? 7020),
    bank: Number(env.SIM_BANK_PORT ?? 7040),
    atm: Number(env.SIM_ATM_PORT ?? 7070),
    card: Number(env.SIM_CARD_PORT ?? 7030),
    sms: Number(env.SIM_SMS_PORT ?? 7060),
    mail: Number(env.SIM_MAIL_PORT ?? 7065),
    push: Number(env.SIM_PUSH_PORT ?? 7067),
    smtp: Number(env.SIM_SMTP_PORT ?? 2525),
  }
}

/** What `npm start` uses: the folder .town, the usual ports, and DATABASE_URL where it is set. */
export function usualTown(env: NodeJS.ProcessEnv): StartTown {
  const databaseUrl = env.DATABASE_URL
  return { ports: townPorts(env), folder: townFolder, ...(databaseUrl ? { databaseUrl } : {}) }
}

/**
 * Starts a migrated and seeded town and resolves when every part answers. Throws a sentence when a port is
 * taken, when another town runs on the same folder, or when a part does not start; nothing is left running then.
 */
export async function startTown(options: StartTown): Promise<StartedTown> {
  const running: { stop: () => Promise<unknown> }[] = []
  const stop = async () => {
    for (const part of running.splice(0).toReversed()) await part.stop()
  }
  try {
    return await startParts(options, running, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

type Running = { stop: () => Promise<unknown> }[]

async function startParts(
  { ports, folder, databaseUrl }: StartTown,
  running: Running,
  stop: () => Promise<void>,
): Promise<StartedTown> {
  await refuseTakenPorts(ports)
  const app = process.env.ORIGIN ?? `http://localhost:${ports.app}`
  const simulatorsEnv = environmentOfSimulators(ports, folder, app)
  const [database, simulators] = await allOrNone([
    keep(running, databaseUrl === undefined ? prepareEmbedded(folder) : prepareGiven(databaseUrl)),
    keep(running, startChild('outside world', 'simulators/all.ts', simulatorsEnv)),
    buildAppsIfChanged(),
  ])
  // Appended in the order in which things became ready; the database must be the last to stop.
  running.sort((a, b) => Number(b === database) - Number(a === database))
  const addresses = simulators.ready as StartedTown['simulators']
  const env = {
    ...process.env,
    ...{ DATABASE_URL: database.url, PORT: String(ports.app), ORIGIN: app },
    ...{ BANKPAY_BASE: addresses.bank, STRIPE_BASE: addresses.card, ATM_BASE: addresses.atm },
    ...{ SMS_BASE: addresses.sms, SMTP_URL: addresses.smtp },
    PUSH_REHEARSAL_URL: addresses.push,
    MYNA_ISSUER: `${addresses.idCard}/api/realms/main`,
    ...{ GOOGLE_ISSUER: `${addresses.signIn}/google`, APPLE_ISSUER: `${addresses.signIn}/apple` },
  }
  const [server, worker] = await allOrNone([
    keep(running, startChild('server', 'bin/server.ts', env)),
    keep(running, startChild('worker', 'bin/worker.ts', env)),
    // Beside the two that only need the tables: the seed is a second that nobody has to wait for.
    seedOnce(database.url),
    introduceSeededAccounts(addresses.bank),
    introduceNotices(addresses.card, app),
    introduceSavedCards(addresses.card),
  ])
  const gone = database.ended.then(() => 'The database has stopped.')
  const broken = Promise.race([gone, ...[simulators, server, worker].map(({ died }) => died)])
  return { app, simulators: addresses, databaseUrl: database.url, broken, stop }
}

type PreparedDatabase = Pick<Embedded, 'url' | 'ended' | 'stop'>

async function prepareEmbedded(folder: string): Promise<PreparedDatabase> {
  const database = await startEmbedded({ dataDir: join(folder, 'postgres'), durable: true })
  try {
    await prepare(database.url)
    return database
  } catch (error) {
    await database.stop()
    throw error
  }
}

async function prepareGiven(url: string): Promise<PreparedDatabase> {
  await prepare(url)
  return { url, ended: new Promise(() => {}), stop: async () => {} }
}

async function prepare(url: string): Promise<void> {
  await migrate(url)
  await installQueue(url)
}

async function seedOnce(url: string): Promise<void> {
  const fingerprintKey = process.env.BANK_FINGERPRINT_KEY
  await seed(url, fingerprintKey ? { fingerprintKey } : {})
}

function environmentOfSimulators(ports: TownPorts, folder: string, app: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    SIM_ID_CARD_PORT: String(ports.idCard),
    SIM_SIGN_IN_PORT: String(ports.signIn),
    SIM_BANK_PORT: String(ports.bank),
    SIM_ATM_PORT: String(ports.atm),
    SIM_ATM_HOST_URL: process.env.SIM_ATM_HOST_URL ?? app,
    SIM_CARD_PORT: String(ports.card),
    SIM_SMS_PORT: String(ports.sms),
    SIM_MAIL_PORT: String(ports.mail),
    SIM_PUSH_PORT: String(ports.push),
    SIM_SMTP_PORT: String(ports.smtp),
    SIM_STATE_DIR: process.env.SIM_STATE_DIR ?? join(folder, 'simulators'),
  }
}

async function keep<T extends { stop: () => Promise<unknown> }>(
  running: Running,
  starting: Promise<T>,
): Promise<T> {
  const part = await starting
  running.push(part)
  return part
}

/** Waits for all even when one fails, so that no part starts behind the back of the one who stops them. */
async function allOrNone<T extends readonly Promise<unknown>[]>(
  starting: readonly [...T],
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(starting)
  return Promise.all(starting) as Promise<{ [K in keyof T]: Awaited<T[K]> }>
}

const portSettings: Record<keyof TownPorts, string> = {
  app: 'PORT',
  idCard: 'SIM_ID_CARD_PORT',
  signIn: 'SIM_SIGN_IN_PORT',
  bank: 'SIM_BANK_PORT',
  atm: 'SIM_ATM_PORT',
  card: 'SIM_CARD_PORT',
  sms: 'SIM_SMS_PORT',
  mail: 'SIM_MAIL_PORT',
  push: 'SIM_PUSH_PORT',
  smtp: 'SIM_SMTP_PORT',
}

async function refuseTakenPorts(ports: TownPorts): Promise<void> {
  for (const name of Object.keys(portSettings) as (keyof TownPorts)[]) {
    if (ports[name] === 0 || (await isFree(ports[name]))) continue
    throw new Error(
      `Port ${ports[name]} is in use, perhaps by another town. Stop that program, or choose another port ` +
        `with ${portSettings[name]}, for example: ${portSettings[name]}=${ports[name] + 1} npm start`,
    )
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', () => settle(false))
    probe.listen({ port, host: 'localhost' }, () => probe.close(() => settle(true)))
  })
}

/** Ports that nobody uses now, for a town beside the usual one. */
export async function freePorts(): Promise<TownPorts> {
  const [
    app = 0,
    idCard = 0,
    signIn = 0,
    bank = 0,
    card = 0,
    atm = 0,
    sms = 0,
    mail = 0,
    push = 0,
    smtp = 0,
  ] = await Promise.all(Array.from({ length: 10 }, freePort))
  return { app, idCard, signIn, bank, card, atm, sms, mail, push, smtp }
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen({ port: 0, host: 'localhost' }, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => settle(port))
    })
  })
}
