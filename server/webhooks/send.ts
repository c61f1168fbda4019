import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { Webhook } from 'standardwebhooks'
import { lookupPublic } from '../providers/public-address.ts'

const timeoutMs = 10_000

export type Message = { id: string; url: URL; body: string; secrets: string[]; at: Date }
export type Sent = { ok: boolean; status: number | null; problem: string | null }

/**
 * Sends one message, signed with each secret (Standard Webhooks 1.0). Anything but 2xx is a failure, a redirect too;
 * what the receiver writes is not read. Never throws.
 */
export function sendMessage(message: Message, { anywhere }: { anywhere: boolean }): Promise<Sent> {
  const { id, url, body, secrets, at } = message
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Enishi-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  }
  const start = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((settle) => {
    const failed = (problem: string) => settle({ ok: false, status: null, problem })
    const signal = AbortSignal.timeout(timeoutMs)
    const asked = start(url, {
      method: 'POST',
      headers,
      signal,
      ...(anywhere ? {} : { lookup: lookupPublic }),
    })
    asked.on('response', (answer) => {
      answer.destroy()
      const status = answer.statusCode ?? 0
      const ok = status >= 200 && status < 300
      settle({ ok, status, problem: ok ? null : `HTTP ${status}` })
    })
    asked.on('error', (error) => {
      if (signal.aborted) return failed('10秒以内に応答がありませんでした')
      failed(
        error.message === 'not a public address' ? '公開されていないアドレスです' : '接続できませんでした',
      )
    })
    asked.end(body)
  })
}
