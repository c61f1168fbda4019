// Who is asking: a cookie per audience, and one look-up for all requests that arrive together.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Audience } from '#contract/endpoint.ts'
import type { Context } from './context.ts'
import { makeBatcher } from './lib/batch.ts'
import { type Queries, sql } from './lib/database.ts'
import { hashSecret, makeSecret } from './lib/id.ts'
import { refuse } from './lib/refusal.ts'

export type Caller = {
  audience: Exclude<Audience, 'anyone'>
  /** The resident, staff member or operator. */
  id: string
  loginId: string
}

export type FindCaller = (token: string) => Promise<Caller | undefined>

const sessionDays: Record<Caller['audience'], number> = { resident: 90, staff: 30, operator: 1 }

/** `__Host-` binds the cookie to this very host, which browsers allow only with TLS. */
export function cookieName(context: Context, audience: Caller['audience']): string {
  return `${context.config.origin.startsWith('https:') ? '__Host-' : ''}enishi-${audience}`
}

/**
 * Gives the function that finds who a session belongs to. Sessions are read from the database each time, so
 * that signing out, freezing and leaving hold with the next request; requests that arrive together share a trip.
 */
export function makeFindCaller(context: Context): FindCaller {
  return makeBatcher<string, Caller | undefined>({
    work: async (tokens) => {
      const hashes = tokens.map(hashSecret)
      const rows = await readSessions(context.database, hashes, context.now())
      const found = new Map(rows.map((row) => [row.tokenHash.toString('hex'), row]))
      return hashes.map((hash) => found.get(hash.toString('hex')))
    },
    lanes: 2,
    largest: 1024,
    longest: 8192,
  })
}

function readSessions(
  queries: Queries,
  hashes: Buffer[],
  now: Date,
): Promise<(Caller & { tokenHash: Buffer })[]> {
  return queries.many(sql`
    select token_hash as "tokenHash", audience, subject as id, login_id as "loginId"
    from sign_in.session
    where token_hash = any (${hashes}::bytea[]) and expires_at > ${now} and ended_at is null`)
}

/** Finds the caller of an endpoint. Refuses not_signed_in; for `anyone` there may be none. */
export async function identify(
  context: Context,
  findCaller: FindCaller,
  request: FastifyRequest,
  audience: Audience,
): Promise<Caller | undefined> {
  if (audience === 'anyone') return undefined
  const token = request.cookies[cookieName(context, audience)]
  const caller = token ? await findCaller(token) : undefined
  if (caller?.audience !== audience) refuse('not_signed_in')
  return caller
}

/** Begins a session and gives the browser its cookie; an older one of this browser ends. */
export async function startSession(context: Context, response: FastifyReply, caller: Caller): Promise<void> {
  await endSession(context, response, caller.audience)
  const token = makeSecret()
  const now = context.now()
  const expiresAt = new Date(now.getTime() + sessionDays[caller.audience] * 86_400_000)
  await context.database.run(sql`
    insert into sign_in.session (token_hash, audience, subject, login_id, started_at, expires_at)
    values (${hashSecret(token)}, ${caller.audience}, ${caller.id}, ${caller.loginId}, ${now}, ${expiresAt})`)
  response.setCookie(cookieName(context, caller.audience), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: context.config.origin.startsWith('https:'),
    expires: expiresAt,
  })
}

/** Ends this browser's session of an audience, if it has one. */
export async function endSession(
  context: Context,
  response: FastifyReply,
  audience: Caller['audience'],
): Promise<void> {
  const name = cookieName(context, audience)
  const token = response.request.cookies[name]
  if (!token) return
  await context.database.run(sql`
    update sign_in.session set ended_at = ${context.now()}
    where token_hash = ${hashSecret(token)} and ended_at is null`)
  response.clearCookie(name, { path: '/' })
}
