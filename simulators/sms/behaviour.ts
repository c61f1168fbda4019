import type { Behaviour } from '../lib/page.ts'

/** What becomes of a message, by the number it goes to. Numbers are E.164. */
export type Fate =
  | { kind: 'refused'; status: number; code: number; message: string }
  | { kind: 'accepted'; final: 'delivered' | 'undelivered'; errorCode: number | null; afterMs: number }

const refusals: Record<string, { status: number; code: number; message: string }> = {
  '1': { status: 400, code: 21211, message: "The 'To' number is not a valid phone number." },
  '2': { status: 400, code: 21614, message: "'To' number is not a valid mobile number." },
  '3': { status: 400, code: 21610, message: 'Attempt to send to unsubscribed recipient.' },
  '4': { status: 400, code: 21408, message: 'Permission to send to the region is not enabled.' },
  '5': { status: 429, code: 20429, message: 'Too many requests.' },
}
// The provider's own test numbers mean the same to everybody who knows its test credentials.
const knownTestNumbers: Record<string, string> = {
  '+15005550001': '1',
  '+15005550009': '2',
  '+15005550004': '3',
}
const magic = /^\+81901111000([1-7])$/

/** How the message ends; every number that is not listed below gets it at once. */
export function fateOf(to: string): Fate {
  const digit = knownTestNumbers[to] ?? magic.exec(to)?.[1] ?? ''
  const refusal = refusals[digit] ?? (/^\+[1-9][0-9]{7,14}$/.test(to) ? undefined : refusals['1'])
  if (refusal) return { kind: 'refused', ...refusal }
  if (digit === '6') return { kind: 'accepted', final: 'undelivered', errorCode: 30003, afterMs: 0 }
  return { kind: 'accepted', final: 'delivered', errorCode: null, afterMs: digit === '7' ? 30_000 : 0 }
}

export const behaviours: readonly Behaviour[] = [
  { input: '下のほか、どの番号でも', effect: 'すぐ届く' },
  { input: '090-1111-0001', effect: '番号として正しくない(21211)' },
  { input: '090-1111-0002', effect: '携帯電話の番号ではない(21614)' },
  { input: '090-1111-0003', effect: '受信を拒否している(21610)' },
  { input: '090-1111-0004', effect: 'この地域には送れない(21408)' },
  { input: '090-1111-0005', effect: '送りすぎ(20429)' },
  { input: '090-1111-0006', effect: '受け付けたあと、届かない(30003)' },
  { input: '090-1111-0007', effect: '30秒遅れて届く' },
]
