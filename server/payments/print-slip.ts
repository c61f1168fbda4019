import type { FastifyInstance } from 'fastify'
import { slipPath } from '#contract/payment-codes.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { saySecond } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { makePdf, mm } from '../print/document.ts'
import { staffOf } from '../staff.ts'
import { findSlip, readHeldAfter, readNames, type Slip } from './paper-card-queries.ts'

/** As wide as the roll of a receipt printer, and as long as it takes. */
const roll = [mm(80), mm(130)] as const

/** Opens the slip of a payment by printed card to the store that took it. Refuses not_signed_in and not_found. */
export async function slipDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  app.get(`/api${slipPath}`, async (request, response) => {
    const caller = await identify(context, findCaller, request, {
      ...{ audience: 'staff', scope: 'read', act: 'receive' },
    })
    const { id } = request.params as { id: string }
    if (!caller || !idShape.safeParse(id).success) refuse('not_found')
    const { storeId } = staffOf(caller)
    const slip = await findSlip(context.database, storeId, id)
    if (!slip) refuse('not_found')
    return response
      .type('application/pdf')
      .header('content-disposition', `inline; filename="slip-${id.slice(-8)}.pdf"`)
      .send(await printSlip(context, slip))
  })
}

/**
 * The balance stands on it where the holder has asked for it at the desk, and as the payment left it: however late it
 * is printed again, the store learns nothing of what the holder did since.
 */
async function printSlip(context: Context, slip: Slip): Promise<Buffer> {
  const at = context.now()
  const names = await readNames(context.database, at)
  const held = slip.tellsBalance ? await readHeldAfter(context.database, slip.payerId, slip.paymentId) : null
  const rows = [
    ['お支払い', `${say(slip.coin + slip.points)}円`],
    [`　${names.coinName}`, `${say(slip.coin)}円`],
    [`　${names.pointsName}`, `${say(slip.points)}ポイント`],
    ...(held
      ? [
          [`${names.coinName}の残高`, `${say(held.coin)}円`],
          [`${names.pointsName}の残高`, `${say(held.points)}ポイント`],
        ]
      : []),
    ['日時', saySecond(slip.paidAt)],
    ['カード番号', slip.cardNumber],
  ] as [string, string][]
  return makePdf({ title: 'お支払いの控え', size: roll, margin: mm(6), at }, (sheet) => {
    sheet.font('bold').fontSize(15).text('お支払いの控え', { align: 'center' }).moveDown(0.5)
    sheet.fontSize(12).text(slip.storeName, { align: 'center' }).moveDown(0.8)
    for (const [name, value] of rows) {
      const { y } = sheet
      sheet.font('regular').fontSize(11).text(name, mm(6), y)
      const after = sheet.y
      sheet.font('bold').text(value, mm(28), y, { align: 'right', width: mm(46) })
      sheet.y = Math.max(after, sheet.y) + mm(1)
    }
    sheet.font('regular').fontSize(8).moveDown(1).text(`${names.appName}　QRカード`, mm(6))
  })
}

const say = (amount: number) => amount.toLocaleString('ja-JP')
