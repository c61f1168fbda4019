import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as contract from '#contract/atm.ts'
import type { Context } from '../context.ts'
import { type AtmAnswer, atmCodes, atmMessages, type AtmMessageKind } from '../providers/atm/messages.ts'
import { type Route, route } from '../route.ts'
import { type AtmMessage, answerAtm } from './answer-atm.ts'
import { takeNonce } from './atm-queries.ts'
import { nonceMinutes } from './atm-rules.ts'
import { linkAtm, readAtmLink } from './link-atm.ts'

export const atmRoutes: Route[] = [
  route(contract.linkAtm, async ({ context, caller, body }) => {
    await linkAtm(context, caller.id, body)
    return readAtmLink(context, caller.id, body.id)
  }),
  route(contract.readAtmLink, ({ context, caller, params }) => readAtmLink(context, caller.id, params.id)),
]

/** Where the cash machines ask: one address for each kind of message. Only what is sealed is read at all. */
export async function atmDoors(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(async (doors) => {
    // The seal is over the very bytes, so the body is read as text.
    doors.removeAllContentTypeParsers()
    doors.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    for (const kind of Object.keys(atmMessages) as AtmMessageKind[]) {
      doors.post(`/api/providers/atm/${kind}`, (request, response) =>
        answer(context, kind, request, response),
      )
    }
  })
}

async function answer(
  context: Context,
  kind: AtmMessageKind,
  request: FastifyRequest,
  response: FastifyReply,
): Promise<FastifyReply> {
  const { atm } = context.providers
  const at = context.now()
  const body = String(request.body ?? '')
  const seal = atm.sealOf({ method: request.method, path: request.url, headers: request.headers, body }, at)
  const forgetBefore = new Date(at.getTime() - nonceMinutes * 60_000)
  if (!seal || !(await takeNonce(context.database, seal, { at, forgetBefore }))) {
    return response.code(401).send()
  }
  const message = readMessage(kind, body)
  const reply: AtmAnswer = message ? await answerAtm(context, message) : { code: atmCodes.formatError }
  const text = JSON.stringify(reply)
  return response
    .headers(atm.sealAnswer(seal, 200, text))
    .type('application/json; charset=utf-8')
    .send(text)
}

function readMessage(kind: AtmMessageKind, body: string): AtmMessage | undefined {
  try {
    const parsed = atmMessages[kind].safeParse(JSON.parse(body))
    return parsed.success ? ({ kind, content: parsed.data } as AtmMessage) : undefined
  } catch {
    return undefined
  }
}
