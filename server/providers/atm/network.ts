// The line to the network of cash machines: JSON over HTTPS, each message with a MAC (HMAC-SHA256) by a named key
// over its time, a number that is used once, its address and its body. The network's own protocol is under a
// contract that is not public; this file is what changes with it.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '../../lib/id.ts'
import type { AtmProvider, Incoming, Seal } from './port.ts'

export type AtmConfig = {
  baseUrl: string
  companyCode: string
  /** The first one signs; the others are still believed, so that a key can be changed while people charge. */
  keys: { keyId: string; key: string }[]
  timeoutMs: number
}

/** Minutes that two clocks may be apart; a nonce must be remembered for twice as long. */
const apartMinutes = 5

const linked = z.object({ linkId: z.string().min(1), terminal: z.string().min(1), place: z.string() })

export function atmNetwork(config: AtmConfig): AtmProvider {
  const keyOf = (keyId: string) => config.keys.find((each) => each.keyId === keyId)?.key
  return {
    companyCode: config.companyCode,
    async link({ code, reference, at }) {
      const path = '/centre/v1/links'
      const body = JSON.stringify({ code, reference, companyCode: config.companyCode })
      const answer = await fetch(config.baseUrl + path, {
        method: 'POST',
        headers: {
          ...sealed(config, { method: 'POST', path, body }, at),
          'content-type': 'application/json',
        },
        body,
        signal: AbortSignal.timeout(config.timeoutMs),
      })
      if (answer.status === 404) return { state: 'unknown_code' }
      if (answer.status === 410) return { state: 'code_over' }
      if (!answer.ok) throw new Error(`the network of cash machines answered ${answer.status}`)
      const { linkId, terminal, place } = linked.parse(await answer.json())
      return { state: 'linked', linkRef: linkId, terminal, place }
    },
    sealOf({ headers, ...request }, at) {
      const [keyId, time, nonce, mac] = ['x-atm-key', 'x-atm-time', 'x-atm-nonce', 'x-atm-mac'].map((name) =>
        String(headers[name] ?? ''),
      ) as [string, string, string, string]
      const key = keyOf(keyId)
      const apartMs = Math.abs(Date.parse(time) - at.getTime())
      // A time that cannot be read is not a number, and not a number is not below anything.
      if (!key || nonce === '' || !(apartMs <= apartMinutes * 60_000)) return undefined
      return isMac(mac, macOf(key, linesOf({ keyId, time, nonce }, request))) ? { keyId, nonce } : undefined
    },
    sealAnswer({ keyId, nonce }, status, body) {
      return { 'x-atm-mac': macOf(keyOf(keyId) ?? '', ['answer', nonce, String(status), digest(body)]) }
    },
  }
}

type Request = Omit<Incoming, 'headers'>

function sealed({ keys }: AtmConfig, request: Request, at: Date): Record<string, string> {
  const [first] = keys
  if (!first) throw new Error('there is no key for the line to the cash machines')
  const seal = { keyId: first.keyId, time: at.toISOString(), nonce: randomBytes(16).toString('hex') }
  return {
    'x-atm-key': seal.keyId,
    'x-atm-time': seal.time,
    'x-atm-nonce': seal.nonce,
    'x-atm-mac': macOf(first.key, linesOf(seal, request)),
  }
}

const linesOf = ({ keyId, time, nonce }: Seal & { time: string }, { method, path, body }: Request) => [
  keyId,
  time,
  nonce,
  `${method} ${path}`,
  digest(body),
]

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const macOf = (key: string, lines: readonly string[]) =>
  createHmac('sha256', key).update(lines.join('\n')).digest('hex')
const isMac = (given: string, expected: string) => sameBytes(Buffer.from(given), Buffer.from(expected))
