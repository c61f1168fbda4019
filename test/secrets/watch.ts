// Keeps what a town has answered and logged while it lived, and learns its secrets, so that at its end somebody
// can look whether any of them stands where it must not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  confirmOperatorAuthenticator,
  finishOperatorSetUp,
  makeOperatorRecoveryCodes,
  startOperatorAuthenticator,
  startOperatorSetUp,
} from '#contract/operator-sign-in.ts'
import { makeRecoveryCodes, startAuthenticator } from '#contract/sign-in.ts'
import { type Database, sql } from '#server/lib/database.ts'
import { keepResult } from './results.ts'
import { type Finding, type Known, type Place, scan } from './scan.ts'

/** Where the people's messages are read. */
type Outside = { sms: string; mail: string }

/**
 * Begins to watch; `log` takes what the server logs, `follow` listens to a server. `readUntouched` gives what stands in
 * a town in which nothing has happened yet.
 */
export function watchSecrets(readUntouched: () => Promise<Place[]>) {
  const answers: Place[] = []
  const logLines: string[] = []
  const known = new Map<string, Known>()
  const learn = (secret: Known) => void (secret.value !== '' && known.set(secret.value, secret))

  function note(request: FastifyRequest, response: FastifyReply, payload: unknown): void {
    const path = request.url.split('?')[0] ?? ''
    const body = typeof payload === 'string' && path.startsWith('/api/') ? payload : ''
    const location = String(response.getHeader('location') ?? '')
    // Not the address of the request: a link from a mail has its token there, and it is good once.
    answers.push({ name: `the answer to ${request.method} ${path}`, path, text: `${location}\n${body}` })
    for (const secret of [...secretsOf(request, response), ...shownIn(path, body)]) learn(secret)
  }

  return {
    log: { write: (line: string) => void logLines.push(line) },
    follow(server: FastifyInstance): void {
      server.addHook('onSend', async (request, response, payload) => {
        note(request, response, payload)
        return payload
      })
    },
    /** For a test of this very watch: what somebody would have said or known. */
    plant: { answer: (place: Place) => answers.push(place), secret: learn },
    /**
     * Looks everything through. Reads the database with its owner's rights. A passcode has six digits like the numbers
     * of stores and many amounts: one that stands in an untouched town is taken for such a number.
     */
    async findings(database: Database, outside: Outside): Promise<Finding[]> {
      for (const secret of await secretsOfMessages(database, outside)) learn(secret)
      const tables = await dump(database)
      const places = [...tables, ...answers, { name: 'the log', text: logLines.join('\n') }]
      keepResult({ tables: tables.length, answers: answers.length, logLines: logLines.length })
      const findings = scan(places, [...known.values()])
      if (!findings.some(({ what }) => what === 'passcode')) return findings
      const before = await readUntouched()
      return scan(
        places,
        [...known.values()].filter(
          (secret) => secret.kind !== 'passcode' || scan(before, [secret]).length === 0,
        ),
      )
    },
  }
}

const passwordFields = ['password', 'currentPassword', 'newPassword']

/** What came in and was taken, and the cookies that went out. */
function secretsOf(request: FastifyRequest, response: FastifyReply): Known[] {
  const cookies = [response.getHeader('set-cookie') ?? []].flat().map(String)
  const tokens = cookies.map((line) => /^[\w-]+=([^;]{20,})/.exec(line)?.[1] ?? '')
  const fields = Object.entries((request.body ?? {}) as Record<string, unknown>)
  const passwords = response.statusCode < 400 ? fields.filter(([name]) => passwordFields.includes(name)) : []
  return [
    ...tokens.map((value): Known => ({ kind: 'session token', value })),
    ...passwords.map(([, value]): Known => ({ kind: 'password', value: String(value) })),
  ]
}

const pathsOf = (endpoints: { path: string }[]) => endpoints.map(({ path }) => `/api${path}`)
const showSecret = pathsOf([startAuthenticator, startOperatorSetUp, startOperatorAuthenticator])
const showCodes = pathsOf([
  ...[makeRecoveryCodes, makeOperatorRecoveryCodes],
  ...[finishOperatorSetUp, confirmOperatorAuthenticator],
])

/** What the server shows once, because a person writes it down. */
function shownIn(path: string, body: string): Known[] {
  const shownBy = path
  if (showSecret.includes(path) && body.includes('"secret"')) {
    const { secret } = JSON.parse(body) as { secret: string }
    return [{ kind: 'authenticator secret', value: secret, shownBy }]
  }
  if (showCodes.includes(path) && body.includes('"codes"')) {
    const { codes } = JSON.parse(body) as { codes: string[] }
    return codes.map((value) => ({ kind: 'recovery code', value, shownBy }))
  }
  return []
}

/** The codes on the people's phones, and the tokens of the links in their mailboxes. */
async function secretsOfMessages(database: Database, { sms, mail }: Outside): Promise<Known[]> {
  const phones = await database.many<{ phone: string }>(sql`select distinct phone from passcodes.passcode`)
  const messages = await Promise.all(
    phones.map(({ phone }) => read<{ body: string }>(`${sms}/phones/${encodeURIComponent(phone)}.json`)),
  )
  const mails = await read<{ text: string }>(`${mail}/messages.json`)
  return [
    ...messages.flat().flatMap(({ body }) => body.match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? []),
    ...mails.flatMap(({ text }) =>
      [...text.matchAll(/[?#&]token=([\w-]{20,})/g)].map(([, token]) => token ?? ''),
    ),
  ].map((value): Known => ({ kind: value.length === 6 ? 'passcode' : 'mail token', value }))
}

async function read<T>(url: string): Promise<T[]> {
  return ((await (await fetch(url)).json()) as { messages: T[] }).messages
}

/** Lists of the whole country that everybody may read, and that are long. */
const publicTables = ['bank_accounts.bank', 'bank_accounts.branch']

/** Every table there is, jobs included, as text. Reads with the owner's rights. */
export async function dump(database: Database): Promise<Place[]> {
  const tables = await database.many<{ name: string }>(sql`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
    order by 1`)
  const watched = tables.filter(({ name }) => !publicTables.includes(name))
  const texts = await database.many<{ name: string; text: string | null }>(sql`
    select t.name, (xpath('//text()', query_to_xml(
      format('select string_agg(t::text, E''\n'') from %s t', t.name), false, true, '')))::text as text
    from unnest(${watched.map(({ name }) => name)}::text[]) as t (name)`)
  return texts.map(({ name, text }) => ({ name: `the table ${name}`, text: text ?? '' }))
}
