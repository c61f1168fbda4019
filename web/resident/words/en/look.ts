import type { Translated } from '../../../lib/i18n/words.ts'
import type { look as japanese } from '../ja/look.ts'

export const look: Translated<typeof japanese> = {
  title: 'Display and voice',
  note: 'Dark mode, large text, reading aloud',
  voice: 'Voice',
  voiceOn: 'Read payments aloud',
  voiceNote:
    'Reads the shop and the amount before you pay, and the result afterwards. People near you can hear it too.',
  voiceBegins: 'Reading aloud is on.',
  voiceMissing: 'This browser cannot read aloud.',
  thisDevice: 'This applies to this device only.',
  sayBefore: 'You are about to pay {amount} yen to {shop}.',
  sayDone: 'Payment complete. {amount} yen to {shop}.',
}
