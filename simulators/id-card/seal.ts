// A certificate travels from the app to the provider in an envelope that only the provider can open:
// JWE with RSA-OAEP-256 and A256GCM around {"claim": "<PEM>"}.
import {
  CompactEncrypt,
  compactDecrypt,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose'

const algorithms = { alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const

/** The provider's half; its key is made when it is first asked for, and lives as long as the program. */
export function openSeal() {
  let made: ReturnType<typeof generateKeyPair> | undefined
  const keys = () => (made ??= generateKeyPair(algorithms.alg, { modulusLength: 2048 }))
  return {
    async publicJwk(): Promise<JWK> {
      const { publicKey } = await keys()
      return { ...(await exportJWK(publicKey)), kid: 'sim-seal-1', alg: algorithms.alg, use: 'enc' }
    },
    /** The PEM inside, '' for what is no such envelope. */
    async open(envelope: string): Promise<string> {
      try {
        const { plaintext } = await compactDecrypt(envelope, (await keys()).privateKey, {
          keyManagementAlgorithms: [algorithms.alg],
          contentEncryptionAlgorithms: [algorithms.enc],
        })
        const { claim } = JSON.parse(Buffer.from(plaintext).toString()) as { claim?: unknown }
        return typeof claim === 'string' ? claim : ''
      } catch {
        return ''
      }
    },
  }
}
export type Seal = ReturnType<typeof openSeal>

/** The app's half: seals a certificate with the provider's public key. Throws for another kind of key. */
export async function sealCertificate(jwk: JWK, certificate: string): Promise<string> {
  const key = (await importJWK(jwk, algorithms.alg)) as CryptoKey
  const plaintext = Buffer.from(JSON.stringify({ claim: certificate }))
  const header = { ...algorithms, ...(jwk.kid ? { kid: jwk.kid } : {}) }
  return new CompactEncrypt(plaintext).setProtectedHeader(header).encrypt(key)
}
