// The three built apps: their files, and the page with which each of them opens.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readGiftTerms } from '#contract/gifts.ts'
import { countUnread } from '#contract/notices.ts'
import { readMe, readTown } from '#contract/residents.ts'
import { listHistory, readWallet, recentItems } from '#contract/wallets.ts'
import type { Context } from './context.ts'
import { cookieName } from './cookies.ts'
import { answerProblem } from './problem.ts'

const dist = join(import.meta.dirname, '../dist')

/**
 * Serves the apps if they have been built. They find their own pages, so that any address below an app answers with
 * the page that it starts with. An address of the API that is not there stays a problem (404).
 */
export async function serveApps(app: FastifyInstance, context: Context): Promise<void> {
  const residentPage = join(dist, 'resident/index.html')
  if (!existsSync(residentPage)) return
  await app.register(fastifyStatic, {
    root: dist,
    wildcard: false,
    index: false,
    // The build lays a packed file beside each text.
    preCompressed: true,
    setHeaders: (response, path) => {
      response.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  const sendResidentPage = makeResidentPage(app, context, readFileSync(residentPage, 'utf8'))
  app.setNotFoundHandler((request, response) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/')) {
      return answerProblem(
        Object.assign(new Error('no such address'), { statusCode: 404 }),
        request,
        response,
      )
    }
    const name = /^\/(merchant|operator)(\/|$|\?)/.exec(request.url)?.[1]
    return name ? response.sendFile(`${name}/index.html`) : sendResidentPage(request, response)
  })
}

/** What the resident app wants to know wherever it opens, behind its sign-in, and for its home screen. */
const asked = {
  anywhere: [readTown.path],
  inside: [readMe.path],
  atHome: [readWallet.path, `${listHistory.path}?limit=${recentItems}`, countUnread.path, readGiftTerms.path],
}

/**
 * The resident app's page brings the answers that its first screen needs: on a slow line each trip for them would be
 * half a second. Whoever is signed in gets a page that nobody keeps, as the answers themselves are kept by nobody.
 */
function makeResidentPage(app: FastifyInstance, context: Context, page: string) {
  const [head = '', body = ''] = page.split('</head>')
  return async (request: FastifyRequest, response: FastifyReply) => {
    const signedIn = request.cookies[cookieName(context, 'resident')] !== undefined
    const atHome = request.url.split('?')[0] === '/'
    const paths = [
      ...asked.anywhere,
      ...(signedIn ? asked.inside : []),
      ...(signedIn && atHome ? asked.atHome : []),
    ]
    const answers = await answersTo(app, request, paths)
    return response
      .type('text/html; charset=utf-8')
      .header('cache-control', signedIn ? 'no-store' : 'no-cache')
      .send(`${head}${dataTag(answers)}</head>${body}`)
  }
}

/** Asks as the browser would, with its cookies, by the same doors. What is refused is left out: the app asks again. */
async function answersTo(
  app: FastifyInstance,
  { ip, headers }: FastifyRequest,
  paths: readonly string[],
): Promise<Record<string, unknown>> {
  const replies = paths.map(async (path) => {
    const url = `/api${path}`
    const reply = await app.inject({ url, remoteAddress: ip, headers: { cookie: headers.cookie ?? '' } })
    return reply.statusCode === 200 ? [[path.split('?')[0] ?? path, reply.json<unknown>()] as const] : []
  })
  return Object.fromEntries((await Promise.all(replies)).flat())
}

/** Data for the page's own script. Written so that no text in it, such as a store's name, can end the tag. */
export const dataTag = (data: unknown): string =>
  `<script type="application/json" id="answers">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`
