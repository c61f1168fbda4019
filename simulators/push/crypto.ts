// What a push service and a browser do with a message: RFC 8292 says who sent it, RFC 8291 and 8188 how it is read.
import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes } from 'node:crypto'
import { jwtVerify } from 'jose'

/** The secrets of a browser that is pushed to, base64url. */
export type BrowserKeys = { privateKey: string; p256dh: string; auth: string }

/** Makes what a browser makes when somebody allows it to be pushed to. */
export function makeBrowserKeys(): BrowserKeys {
  const pair = createECDH('prime256v1')
  const p256dh = pair.generateKeys('base64url')
  return { p256dh, privateKey: pair.getPrivateKey('base64url'), auth: randomBytes(16).toString('base64url') }
}

const infoOf = (label: string, ...parts: Buffer[]) => Buffer.concat([Buffer.from(`${label}\0`), ...parts])

const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** Reads a message of one record (aes128gcm). Throws for what was not encrypted for this browser. */
export function readMessage(body: Buffer, keys: BrowserKeys): string {
  const browser: ECDH = createECDH('prime256v1')
  browser.setPrivateKey(Buffer.from(keys.privateKey, 'base64url'))
  const salt = body.subarray(0, 16)
  const idLength = body[20] ?? 0
  const sender = body.subarray(21, 21 + idLength)
  const record = body.subarray(21 + idLength)
  const info = infoOf('WebPush: info', browser.getPublicKey(), sender)
  const shared = derive(browser.computeSecret(sender), Buffer.from(keys.auth, 'base64url'), info, 32)
  const key = derive(shared, salt, infoOf('Content-Encoding: aes128gcm'), 16)
  const nonce = derive(shared, salt, infoOf('Content-Encoding: nonce'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  // The last record ends with 2 and zeros after the text (RFC 8188, 2).
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}

/** Gives who sent a message, as `sub` says; nothing for a signature that is wrong, too old or for another service. */
export async function senderOf(
  authorization: string,
  origin: string,
  now: Date,
): Promise<string | undefined> {
  const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  if (!token || !key) return undefined
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  }
  try {
    const { payload } = await jwtVerify(token, createPublicKey({ key: jwk, format: 'jwk' }), {
      ...{ audience: origin, algorithms: ['ES256'], currentDate: now, requiredClaims: ['exp'] },
    })
    const tooFar = (payload.exp ?? 0) > now.getTime() / 1000 + 86_400
    return tooFar ? undefined : payload.sub
  } catch {
    return undefined
  }
}
