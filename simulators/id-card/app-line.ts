// The authenticator app's line to the provider: the same form that the open model of such apps posts.
import type { JWK } from 'jose'
import { type EndingName, isEnding } from './behaviour.ts'
import type { Challenge } from './challenges.ts'
import { sealCertificate } from './seal.ts'

const realm = '/api/realms/main'
const patienceMs = 10_000

export type Delivered = 'passed' | EndingName | 'no answer'

/** Sends what the card has signed and gives the provider's word about it. Never throws. */
export async function deliver(
  provider: string,
  challenge: Pick<Challenge, 'id' | 'nonce'>,
  card: { certificate: string; signature: Buffer },
): Promise<Delivered> {
  try {
    const body = new URLSearchParams({
      mode: 'login',
      encryptedUserAuthenticationCertificate: await sealCertificate(
        await sealKeyOf(provider),
        card.certificate,
      ),
      applicantData: challenge.nonce,
      sign: card.signature.toString('base64'),
    })
    const answer = await post(`${provider}${realm}/card/${challenge.id}`, body)
    if (answer.ok) return 'passed'
    const { error } = (await answer.json()) as { error?: unknown }
    return typeof error === 'string' && isEnding(error) ? error : 'no answer'
  } catch {
    return 'no answer'
  }
}

/** Tells the provider that no card will follow. An unheard word does no harm: the challenge grows old. */
export async function reportEnding(provider: string, challengeId: string, error: EndingName): Promise<void> {
  await post(`${provider}${realm}/card/${challengeId}/error`, new URLSearchParams({ error })).catch(() => {})
}

async function sealKeyOf(provider: string): Promise<JWK> {
  const answer = await fetch(`${provider}${realm}/protocol/openid-connect/certs`)
  const { keys } = (await answer.json()) as { keys: JWK[] }
  const key = keys.find(({ use }) => use === 'enc')
  if (!key) throw new Error('the provider shows no key to seal with')
  return key
}

const post = (url: string, body: URLSearchParams): Promise<Response> =>
  fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) })
