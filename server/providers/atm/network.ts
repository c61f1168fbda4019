// The line to the network of cash machines: JSON over HTTPS, each message with a MAC (HMAC-SHA256) by a named key
// over its time, a number that is used once, its address and its body. The network's own protocol is under a
// contract that is not public; this file is what changes with it.
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { sameBytes } from '../../lib/id.ts'
import type { ReportProvider } from '../report.ts'
import type { AtmProvider, Incoming, Seal } from './port.ts'
import { parseAtmSettlement } from './report.ts'

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
      const { answer } = await ask(config, { path, body, at })
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
      return { 'x-atm-mac': answerMac(keyOf(keyId) ?? '', nonce, status, body) }
    },
  }
}

/**
 * The network's daily settlement file, over the same line. A file that was not sealed for this question, by a key that
 * is still known, is no answer: then fetching throws, and nothing is kept of it.
 */
export function atmReports(config: AtmConfig): ReportProvider {
  return {
    async fetchReport(day, at) {
      const body = JSON.stringify({ companyCode: config.companyCode, day })
      const { answer, nonce } = await ask(config, { path: '/centre/v1/settlements', body, at })
      const text = Buffer.from(await answer.arrayBuffer())
      const mac = answer.headers.get('x-atm-mac') ?? ''
      if (!config.keys.some(({ key }) => isMac(mac, answerMac(key, nonce, answer.status, text))))
        throw new Error(`the network of cash machines answered ${answer.status} without a seal`)
      if (answer.status === 404) return 'not_ready'
      if (!answer.ok) throw new Error(`the network of cash machines answered ${answer.status}`)
      return { name: `atm-${config.companyCode}-${day}.csv`, bytes: text }
    },
    parseReport: (bytes, day) => parseAtmSettlement(bytes, { companyCode: config.companyCode, day }),
  }
}

async function ask(
  config: AtmConfig,
  { path, body, at }: { path: string; body: string; at: Date },
): Promise<{ answer: Response; nonce: string }> {
  const seal = sealed(config, { method: 'POST', path, body }, at)
  const answer = await fetch(config.baseUrl + path, {
    method: 'POST',
    headers: { ...seal, 'content-type': 'application/json' },
    body,
    signal: AbortSignal.timeout(config.timeoutMs),
  })
  return { answer, nonce: seal['x-atm-nonce'] }
}

type Request = Omit<Incoming, 'headers'>

function sealed({ keys }: AtmConfig, request: Request, at: Date) {
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

/** The MAC of an answer: bound to its question by the nonce. */
const answerMac = (key: string, nonce: string, status: number, body: string | Uint8Array) =>
  macOf(key, ['answer', nonce, String(status), digest(body)])
const digest = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
const macOf = (key: string, lines: readonly string[]) =>
  createHmac('sha256', key).update(lines.join('\n')).digest('hex')
const isMac = (given: string, expected: string) => sameBytes(Buffer.from(given), Buffer.from(expected))
