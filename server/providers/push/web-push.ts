import { createECDH } from 'node:crypto'
import { type OutgoingHttpHeaders, request as requestPlain } from 'node:http'
import { request as requestSecure, type RequestOptions } from 'node:https'
import webPush from 'web-push'
import { lookupPublic, readPublicUrl } from '../public-address.ts'
import type { PushMessage, PushProvider, PushTarget } from './port.ts'

export type WebPushConfig = {
  /** A P-256 private key, base64url. */
  privateKey: string
  /** Where a push service can reach us when we do something wrong: `mailto:` or `https:`. */
  contact: string
  /** The push service of a rehearsal on this machine; null in earnest. */
  rehearsalUrl: string | null
}

const timeoutMs = 10_000
/** The service keeps this subscription no more, or never had it (RFC 8030, 7.3). */
const gone = [404, 410]

/**
 * Sends by Web Push: encrypted for the browser alone (RFC 8291), signed with our key (RFC 8292). An address comes from
 * whoever subscribes, so a message goes to public addresses only. Throws when the private key is none.
 */
export function pushByWeb(config: WebPushConfig): PushProvider {
  const publicKey = publicKeyOf(config.privateKey)
  const vapidDetails = { subject: config.contact, publicKey, privateKey: config.privateKey }
  const isOfRehearsal = (endpoint: string) =>
    config.rehearsalUrl !== null && endpoint.startsWith(`${config.rehearsalUrl}/`)
  return {
    publicKey,
    maySendTo: (endpoint) =>
      isOfRehearsal(endpoint) || readPublicUrl(endpoint, { anywhere: false }) !== undefined,
    async send(target, message) {
      const details = writeRequest(target, message, vapidDetails)
      if (!details) return 'gone'
      const status = await post(details, isOfRehearsal(target.endpoint) ? {} : { lookup: lookupPublic })
      if (gone.includes(status)) return 'gone'
      if (status >= 200 && status < 300) return 'taken'
      throw new Error(`the push service answered ${status}`)
    },
    async rehearse() {
      if (config.rehearsalUrl === null) return undefined
      const answer = await fetch(`${config.rehearsalUrl}/subscriptions`, { method: 'POST' })
      return (await answer.json()) as PushTarget
    },
  }
}

function publicKeyOf(privateKey: string): string {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  return pair.getPublicKey('base64url')
}

/** Nothing for keys that no browser has made: nobody could ever read what is sent there. */
function writeRequest(
  { endpoint, p256dh, auth }: PushTarget,
  { payload, topic, ttlSeconds }: PushMessage,
  vapidDetails: { subject: string; publicKey: string; privateKey: string },
): webPush.RequestDetails | undefined {
  try {
    return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails,
      topic,
      TTL: ttlSeconds,
      contentEncoding: 'aes128gcm',
    })
  } catch {
    return undefined
  }
}

/** Gives the status; what a push service writes besides is not read. Rejects when nobody answers in time. */
function post({ endpoint, headers, body }: webPush.RequestDetails, options: RequestOptions): Promise<number> {
  const start = endpoint.startsWith('https:') ? requestSecure : requestPlain
  return new Promise((settle, fail) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const asked = start(endpoint, {
      ...options,
      method: 'POST',
      headers: headers as OutgoingHttpHeaders,
      signal,
    })
    asked.on('response', (answer) => {
      answer.destroy()
      settle(answer.statusCode ?? 0)
    })
    asked.on('error', fail)
    asked.end(body)
  })
}
