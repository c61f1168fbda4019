// People who top up, each as the app would do it: ask, stand in line when told to, read the SMS, confirm, and look
// until the outcome is known.
import { setTimeout as pause } from 'node:timers/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { makeId } from '#server/lib/id.ts'

export type Charger = { residentId: string; token: string; phone: string; topUpId: string; amount: number }

/** How it went for one of them; times in seconds since all began. */
export type Visit = {
  cameAt: number
  /** What the line said first; null for who was let in at once. */
  place: number | null
  toldSeconds: number
  begunAt: number
  endedAt: number
  /** The state of the top-up, or what was answered instead. */
  outcome: string
}

type Reply = { state?: string; code?: string; facts?: { place?: number; waitSeconds?: number } }
type Answer = { status: number; body: Reply }

const askEverySeconds = 20
const agent = new Agent({ keepAlive: true, maxSockets: 512 })

/** Makes somebody who will top up; `n` tells them apart. */
export function makeCharger(residentId: string, n: number, amount: number): Charger {
  const phone = `+8190${String(20_000_000 + n)}`
  return { residentId, token: `rush-session-of-${residentId}`, phone, topUpId: makeId(), amount }
}

/** Does one whole top-up from `cameAt` on, and gives how it went. Throws for an answer that no app would expect. */
export async function topUp(
  who: Charger,
  at: { origin: string; smsUrl: string; start: number },
): Promise<Visit> {
  const now = () => (performance.now() - at.start) / 1000
  const visit: Visit = { cameAt: now(), place: null, toldSeconds: 0, begunAt: 0, endedAt: 0, outcome: '' }
  const ask = (method: string, path: string, body?: object) =>
    send(at.origin, who.token, { method, path, body })
  const wish = { id: who.topUpId, bankAccountId: who.residentId, amount: who.amount }
  for (;;) {
    const { status, body } = await ask('POST', '/api/me/top-ups', wish)
    if (status === 200) break
    if (body.code === 'top_up_line') {
      const { place = 0, waitSeconds = 1 } = body.facts ?? {}
      visit.place ??= place
      visit.toldSeconds ||= waitSeconds
      await pause(Math.min(waitSeconds, askEverySeconds) * 1000)
    } else if (body.code === 'busy') await pause(1000)
    else return { ...visit, endedAt: now(), outcome: body.code ?? String(status) }
  }
  visit.begunAt = now()
  const code = await readCode(at.smsUrl, who.phone)
  const path = `/api/me/top-ups/${who.topUpId}`
  let answer = await ask('POST', `${path}/confirmation`, { code })
  while (
    answer.body.state === 'unknown' ||
    answer.body.state === 'requested' ||
    answer.body.code === 'busy'
  ) {
    await pause(1000)
    answer = await ask('GET', path)
  }
  return { ...visit, endedAt: now(), outcome: answer.body.state ?? answer.body.code ?? String(answer.status) }
}

async function readCode(smsUrl: string, phone: string): Promise<string> {
  const answer = await fetch(`${smsUrl}/phones/${encodeURIComponent(phone)}.json`)
  const { messages } = (await answer.json()) as { messages: { body: string }[] }
  const code = /(?<!\d)\d{6}(?!\d)/.exec(messages.at(-1)?.body ?? '')?.[0]
  if (code === undefined) throw new Error(`no code on the phone ${phone}`)
  return code
}

type Asked = { method: string; path: string; body?: object | undefined }

function send(origin: string, token: string, { method, path, body }: Asked): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    ...{ origin, cookie: `enishi-resident=${token}` },
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
  }
  return new Promise((settle, fail) => {
    const asked = request(`${origin}${path}`, { agent, method, headers }, (response) => {
      read(response).then(
        (said) => settle({ status: response.statusCode ?? 0, body: JSON.parse(said) as Reply }),
        fail,
      )
    })
    asked.once('error', fail)
    asked.end(text)
  })
}

async function read(response: IncomingMessage): Promise<string> {
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response) text += String(chunk)
  return text
}
