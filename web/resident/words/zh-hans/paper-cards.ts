import type { Translated } from '../../../lib/i18n/words.ts'
import type { paperCards as japanese } from '../ja/paper-cards.ts'

export const paperCards: Translated<typeof japanese> = {
  title: 'QR卡余额',
  hint: '请将卡上的二维码对准摄像头。无需登录。',
  type: '输入卡片号码',
  digits: '卡片背面条形码的号码（44位）',
  next: '下一步',
  digitsShort: '请完整输入条形码的号码。',
  pin: '卡片密码（4位数字）',
  pinHelp: '连续输错三次，卡片将被停用。',
  otherCard: '读取其他卡片',
  number: '卡号',
  expires: '可使用至{day}的积分',
  asOf: '截至{minute}',
  latest: '最近的使用记录',
  nothing: '还没有使用记录。',
  lost: '如卡片遗失，请立即致电窗口。余额可转移到新卡。',
  byHelper: '由 {name} 代办',
}
