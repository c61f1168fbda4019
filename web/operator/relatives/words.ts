import type { helpGrounds } from '#contract/relatives.ts'
import { sayYen } from '../../lib/numbers.ts'

/** Why papers speak for the relative. */
export const groundWords: Record<(typeof helpGrounds)[number], string> = {
  guardian: '成年後見などの書類がある',
  parent: '未成年の方の親権者',
  request: 'ご本人が窓口で希望（カードや暗証番号なし）',
}

/** What a helper may spend. */
export const sayCaps = ({ perDay, perMonth }: { perDay: number; perMonth: number }): string =>
  perDay === 0 ? 'チャージと見守りだけ' : `お支払いは1日${sayYen(perDay)}・1か月${sayYen(perMonth)}まで`
