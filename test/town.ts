// A town of one's own for a test: the seeded database, the real server, the outside world on free ports.
import { createServer } from 'node:net'
import { operatorSignIn } from '#contract/operator-sign-in.ts'
import { staffSignIn } from '#contract/merchants.ts'
import { finishSecondStep, signIn } from '#contract/sign-in.ts'
import { buildApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import type { Context } from '#server/context.ts'
import { installQueue, type JobName, jobNames, openQueue } from '#server/jobs/queue.ts'
import { type Database, openDatabase } from '#server/lib/database.ts'
import { Refusal } from '#server/lib/refusal.ts'
import { openProviders } from '#server/open-providers.ts'
import { followOutbox, tasks } from '#server/tasks.ts'
import { introduceSavedCards, introduceSeededAccounts } from '../bin/lib/introduce.ts'
import { seed } from '../bin/seed.ts'
import { runChecks } from '#server/operators/run-checks.ts'
import { type Client, makeClient } from './client.ts'
import { openTestDatabase } from './database.ts'
import { ledgerTable } from './ledger-table.ts'
import { startOutsideWorld } from './outside-world.ts'
import { demoPassword, personOf, phoneOf } from './people.ts'
import type { Finding, Place } from './secrets/scan.ts'
import { dump, watchSecrets } from './secrets/watch.ts'

export type Town = Awaited<ReturnType<typeof openTown>>

const serverConnections = 8

export type TownOptions = {
  /** Where people reach the town, instead of this machine; only for towns that no browser visits. */
  origin?: string
  /** Settings of the process besides those that every test town has. */
  environment?: Record<string, string>
}

/**
 * Opens a town. At its end, `await using` runs every check of the books and throws when one finds something;
 * looks for secrets in all that was kept and said, and throws for what it finds there;
 * then everything is closed. Throws what cannot be started.
 */
export async function openTown(options: TownOptions = {}) {
  const disposal = new AsyncDisposableStack()
  try {
    return await openParts(disposal, options)
  } catch (error) {
    await disposal.disposeAsync()
    throw error
  }
}

async function openParts(disposal: AsyncDisposableStack, { environment = {}, ...options }: TownOptions) {
  const [template, world, port] = await Promise.all([
    openTestDatabase({ prepareTemplate: prepareSeeded }),
    startOutsideWorld(),
    freePort(),
  ])
  disposal.defer(template.close)
  disposal.defer(world.close)
  await Promise.all([introduceSeededAccounts(world.urls.bank), introduceSavedCards(world.urls.card)])
  const origin = options.origin ?? `http://localhost:${port}`
  await world.atm.connect(origin)
  const { context, clock } = await openContext(disposal, { url: template.url, origin, world, environment })
  const watch = watchSecrets(readUntouched)
  const app = await openServer(disposal, context, watch)
  const { database } = template
  disposal.defer(() => checkBooks(database))
  disposal.defer(async () => refuseSecrets(await watch.findings(database, world.urls)))
  const newClient = (headers: Record<string, string> = {}) =>
    makeClient(app.server, origin, app.lastFault, headers)
  return {
    ...world,
    ...{ database, context, clock, origin, newClient, watch },
    /** Signs a seeded resident in, with the code from the phone where a second step is set. */
    signIn: (key: string, client = newClient()) => signInResident(client, key, world),
    signInStaff: (mail: string) => signInWith(newClient(), staffSignIn, mail),
    signInOperator: (mail: string) => signInWith(newClient(), operatorSignIn, mail),
    /** Starts one more server on the same database, and gives a browser that speaks to it. */
    newClientOfAnotherServer: async () => {
      const other = await openServer(disposal, context, watch)
      return makeClient(other.server, origin, other.lastFault)
    },
    /** Answers on a real port, for browsers; gives the address. */
    listen: async () => {
      await app.server.listen({ port, host: 'localhost' })
      return origin
    },
    /** Does what the worker would do: tells what was posted, runs each job that is due or will be. */
    work: () => work(context),
    /** Does what the schedule would do at its time. */
    runTask: (name: JobName) => tasks[name](context, {} as never),
    /** The movements of a resident as text. */
    books: (residentId: string) => ledgerTable(database, residentId),
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  }
}

type Watch = ReturnType<typeof watchSecrets>

async function openServer(disposal: AsyncDisposableStack, context: Context, watch: Watch) {
  const server = await buildApp(context, { log: watch.log })
  watch.follow(server)
  disposal.defer(() => server.close())
  let fault: unknown
  server.addHook('onError', async (_request, _reply, error) => {
    if (!(error instanceof Refusal)) fault = error
  })
  return { server, lastFault: () => fault }
}

/** All that stands in the tables of a town in which nothing has happened yet. */
async function readUntouched(): Promise<Place[]> {
  await using disposal = new AsyncDisposableStack()
  const { database, close } = await openTestDatabase({ prepareTemplate: prepareSeeded })
  disposal.defer(close)
  return await dump(database)
}

async function prepareSeeded(url: string): Promise<void> {
  await installQueue(url)
  await seed(url)
}

type Where = {
  url: string
  origin: string
  world: Awaited<ReturnType<typeof startOutsideWorld>>
  environment: Record<string, string>
}

async function openContext(disposal: AsyncDisposableStack, { url, origin, world, environment }: Where) {
  const config = readConfig({
    DATABASE_URL: url,
    ORIGIN: origin,
    BANKPAY_BASE: world.urls.bank,
    STRIPE_BASE: world.urls.card,
    STRIPE_TIMEOUT_MS: '2000',
    BANKPAY_TIMEOUT_MS: '2000',
    // Receivers of webhooks stand on this machine too.
    WEBHOOKS_ANYWHERE: '1',
    ATM_BASE: world.urls.atm,
    SMS_BASE: world.urls.sms,
    SMTP_URL: world.smtp,
    PUSH_REHEARSAL_URL: world.urls.push,
    MYNA_ISSUER: `${world.urls.idCard}/api/realms/main`,
    GOOGLE_ISSUER: `${world.urls.signIn}/google`,
    APPLE_ISSUER: `${world.urls.signIn}/apple`,
    ...environment,
  })
  const database = openDatabase(url, { max: serverConnections, role: 'enishi_server' })
  disposal.defer(() => database.close())
  const queue = await openQueue(url, { worker: false })
  disposal.defer(() => queue.stop({ graceful: false }))
  let offsetMs = 0
  const clock = {
    advance: ({ minutes = 0, days = 0 }: { minutes?: number; days?: number }) => {
      offsetMs += minutes * 60_000 + days * 86_400_000
    },
    now: () => new Date(Date.now() + offsetMs),
  }
  const context: Context = {
    config,
    database,
    tillDatabase: database,
    reportDatabase: database,
    queue,
    providers: openProviders(config),
    now: clock.now,
  }
  return { context, clock }
}

async function work(context: Context): Promise<number> {
  await drainOutbox(context)
  let done = 0
  for (const name of jobNames) {
    const jobs = await context.queue.fetch(name, { batchSize: 100, ignoreStartAfter: true })
    for (const job of jobs) {
      await tasks[name](context, job.data as never)
      await context.queue.complete(name, job.id)
      done += 1
    }
  }
  await drainOutbox(context)
  return done
}

async function drainOutbox(context: Context): Promise<void> {
  while ((await followOutbox(context)) > 0);
}

async function signInResident(
  client: Client,
  key: string,
  world: Pick<Where['world'], 'phoneOf'>,
): Promise<Client> {
  const person = personOf(key)
  const started = await client.ask(signIn, { body: { mail: person.mail, password: demoPassword } })
  if (started.state === 'second_step') {
    const code = await world.phoneOf(phoneOf(person)).lastCode()
    await client.ask(finishSecondStep, { body: { challengeId: started.challengeId, code } })
  }
  return client
}

async function signInWith(
  client: Client,
  endpoint: typeof staffSignIn | typeof operatorSignIn,
  mail: string,
): Promise<Client> {
  await client.ask(endpoint, { body: { mail, password: demoPassword } })
  return client
}

async function checkBooks(database: Database): Promise<void> {
  const wrong = (await runChecks(database)).filter(({ rows }) => rows.length > 0)
  if (wrong.length > 0) throw new Error(`the books are not right: ${JSON.stringify(wrong, null, 2)}`)
}

function refuseSecrets(findings: Finding[]): void {
  const lines = findings.map(({ what, where }) => `${what} stands in ${where}`)
  if (lines.length > 0) throw new Error(`what must stay secret does not:\n${lines.join('\n')}`)
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
