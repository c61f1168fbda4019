import type { Translated } from '../../../lib/i18n/words.ts'
import type { look as japanese } from '../ja/look.ts'

export const look: Translated<typeof japanese> = {
  title: '显示和语音',
  note: '深色模式、大号文字、朗读',
  voice: '语音提示',
  voiceOn: '朗读付款内容',
  voiceNote: '付款前朗读店名和金额，付款后朗读结果。周围的人也能听到。',
  voiceBegins: '语音提示已开启。',
  voiceMissing: '此浏览器无法朗读。',
  thisDevice: '此设置仅对本设备有效。',
  sayBefore: '即将向{shop}支付{amount}日元。',
  sayDone: '已向{shop}支付{amount}日元，付款完成。',
}
