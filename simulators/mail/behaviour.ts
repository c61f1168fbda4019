import type { Behaviour } from '../lib/page.ts'

/** The SMTP code and words with which an address is turned away; undefined: the mail arrives. */
export function refusalOf(address: string): { code: number; text: string } | undefined {
  const name = address.split('@')[0]?.toLowerCase() ?? ''
  if (name.startsWith('bounce')) return { code: 550, text: '5.1.1 No such user here' }
  if (name.startsWith('full')) return { code: 552, text: '5.2.2 Mailbox full' }
  if (name.startsWith('later')) return { code: 451, text: '4.7.1 Greylisted, try again later' }
  return undefined
}

export const behaviours: readonly Behaviour[] = [
  { input: '下のほか、どの宛先でも', effect: '届く' },
  { input: 'bounce… で始まる宛先', effect: '宛先不明(550)' },
  { input: 'full… で始まる宛先', effect: 'メールボックスがいっぱい(552)' },
  { input: 'later… で始まる宛先', effect: '時間をおいて送れと断る(451)' },
]
