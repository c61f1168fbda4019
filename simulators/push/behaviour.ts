import type { Behaviour } from '../lib/page.ts'

/** The largest message that a push service has to carry (RFC 8030, 7.2). */
export const largestBytes = 4096

export const behaviours: readonly Behaviour[] = [
  { input: '正しい署名と暗号', effect: '端末に届く(201)' },
  { input: '通知を止めた端末', effect: 'もう無いと断る(410)' },
  { input: '知らない宛先', effect: '見つからないと断る(404)' },
  { input: '署名がない、違う', effect: '断る(403)' },
  { input: '4,096バイトを超える', effect: '断る(413)' },
]
