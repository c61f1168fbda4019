import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { makePdf, mm } from '../print/document.ts'
import { findCounterCharge } from './counter-queries.ts'
import { maskedName } from './atm-rules.ts'
import { readTownNames } from './queries.ts'

const instant = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'Asia/Tokyo',
})

const yen = (amount: number) => `${amount.toLocaleString('en')}円`

/**
 * The receipt of a charge with cash, on the narrow paper of a till (80 mm). Refuses not_found for others than who took
 * the cash.
 */
export async function printReceipt(context: Context, operatorId: string, chargeId: string): Promise<Buffer> {
  const charge = await findCounterCharge(context.database, chargeId)
  if (charge?.operatorId !== operatorId) refuse('not_found')
  const at = context.now()
  const { coinName, appName } = await readTownNames(context.database, at)
  const rows: [string, string][] = [
    ['日時', instant.format(charge.at)],
    ['窓口', charge.place],
    ['お客さま', `${maskedName(charge.familyKana ?? '')} 様`],
    [`${coinName}チャージ`, yen(charge.amount)],
    ['お預かり', yen(charge.received)],
    ['お釣り', yen(charge.received - charge.amount)],
    ['取引番号', charge.topUpId.slice(-12)],
  ]
  const width = mm(80)
  return makePdf({ title: '領収書', size: [width, mm(110)], margin: mm(6), at }, (sheet) => {
    const [left, inner] = [mm(6), width - mm(12)]
    sheet.font('bold').fontSize(14).text('領収書', left, mm(7), { width: inner, align: 'center' })
    sheet.font('regular').fontSize(8).text(appName, { width: inner, align: 'center' })
    for (const [index, [name, value]] of rows.entries()) {
      const y = mm(26) + index * mm(9)
      const strong = index === 3
      sheet.font('regular').fontSize(9).text(name, left, y, { width: inner })
      sheet.font(strong ? 'bold' : 'regular').fontSize(strong ? 13 : 9)
      sheet.text(value, left, strong ? y - 3 : y, { width: inner, align: 'right' })
    }
    sheet.font('regular').fontSize(7)
    sheet.text('現金で受け取りました。', left, mm(94), { width: inner, align: 'center' })
  })
}
