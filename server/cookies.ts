// The cookies of all audiences: their names, and that no script reads them.
import type { FastifyReply } from 'fastify'
import type { Context } from './context.ts'

/** `__Host-` binds a cookie to this very host, which browsers allow only with TLS. */
export const cookieName = (context: Context, name: string): string =>
  `${context.config.origin.startsWith('https:') ? '__Host-' : ''}enishi-${name}`

type Cookie = { name: string; value: string; expires: Date }

/** Gives the browser a cookie that no script can read and no other site can use to act. */
export function setCookie(context: Context, response: FastifyReply, { name, value, expires }: Cookie): void {
  const secure = context.config.origin.startsWith('https:')
  response.setCookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires })
}
