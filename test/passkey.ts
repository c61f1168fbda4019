// A passkey as a phone keeps it (WebAuthn level 3, ES256, no attestation): signs for one host and one origin.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

type Json = Record<string, unknown>

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest()

/** Makes a passkey that thinks it is on this origin; `make` and `sign` answer what the server's options ask. */
export function makePasskey(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const rpIdHash = sha256(new URL(origin).hostname)

  function clientData(type: string, challenge: unknown): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  function make(options: Json): Json {
    const { x, y } = publicKey.export({ format: 'jwk' })
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x ?? '', 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y ?? '', 'base64url'))],
    ])
    const length = Buffer.from([id.length >> 8, id.length & 0xff])
    // User present, user verified, attested data included; the counter of a synced key stays 0.
    const head = Buffer.concat([rpIdHash, Buffer.from([0x45, 0, 0, 0, 0]), Buffer.alloc(16), length, id])
    const authData = Uint8Array.from(Buffer.concat([head, isoCBOR.encode(cose)]))
    const attestation = new Map<string, string | Map<string, string> | Uint8Array>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return credential({
      clientDataJSON: base64url(clientData('webauthn.create', options['challenge'])),
      attestationObject: base64url(isoCBOR.encode(attestation)),
      transports: ['internal'],
    })
  }

  function signFor(options: Json, { verified = true } = {}): Json {
    const clientDataJSON = clientData('webauthn.get', options['challenge'])
    const authData = Buffer.concat([rpIdHash, Buffer.from([verified ? 0x05 : 0x01, 0, 0, 0, 0])])
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), privateKey)
    return credential({
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
    })
  }

  const credential = (response: Json): Json => ({
    ...{ id: base64url(id), rawId: base64url(id), type: 'public-key' },
    ...{ clientExtensionResults: {}, response },
  })

  return { make, sign: signFor }
}
