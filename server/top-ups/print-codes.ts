import { setImmediate } from 'node:timers/promises'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { drawQr, makePdf, mm, type Sheet } from '../print/document.ts'
import { type CodeBatch, lockCodeBatch } from './code-queries.ts'
import { stateOfBatch } from './code-rules.ts'
import { addressOf, type CodeSecrets, secretsOf } from './code-secrets.ts'
import { readTownNames } from './queries.ts'

/**
 * The sheet of a draft, eight slips to a page, each to be cut out; who prints is written down. Refuses not_found, and
 * code_batch_not_draft for codes that are worth coin already: nobody makes a second copy of money.
 */
export async function printCodes(context: Context, operatorId: string, id: string): Promise<Buffer> {
  const at = context.now()
  const { batch, names } = await context.database.transact(async (tx) => {
    const found = await lockCodeBatch(tx, id)
    if (!found) refuse('not_found')
    if (stateOfBatch(found, dayOf(at)) !== 'draft') refuse('code_batch_not_draft')
    await audit(tx, { operatorId, act: 'print_code_batch', subject: id, detail: {}, at })
    return { batch: found, names: await readTownNames(tx, at) }
  })
  return makePdf({ title: `チャージコード ${batch.purpose}`, margin: mm(12), at }, async (sheet) => {
    for (let serial = 1; serial <= batch.count; serial += 1) {
      const secrets = secretsOf(context.config.chargeCodeKeys, batch, serial)
      const slot = (serial - 1) % perPage
      if (slot === 0 && serial > 1) {
        sheet.addPage()
        // Two thousand slips are seconds of drawing: whoever pays meanwhile goes first.
        await setImmediate()
      }
      const corner = { x: mm(12) + (slot % 2) * slip.width, y: mm(12) + Math.floor(slot / 2) * slip.height }
      drawSlip(sheet, corner, { batch, serial, secrets, names, origin: context.config.origin })
    }
  })
}

const perPage = 8
const slip = { width: mm(93), height: mm(68) }

type Slip = {
  batch: CodeBatch
  serial: number
  secrets: CodeSecrets
  names: { appName: string; coinName: string }
  origin: string
}

function drawSlip(
  sheet: Sheet,
  { x, y }: { x: number; y: number },
  { batch, serial, secrets, names, origin }: Slip,
): void {
  const [left, width] = [x + mm(5), slip.width - mm(10)]
  sheet.rect(x, y, slip.width, slip.height).dash(2, { space: 2 }).lineWidth(0.5).stroke('#888888').undash()
  sheet.fillColor('black')
  const line = (text: string, down: number, size: number, font: 'regular' | 'bold' = 'regular') =>
    sheet
      .font(font)
      .fontSize(size)
      .text(text, left, y + mm(down), { width, lineBreak: false })
  line(`${names.coinName} チャージコード`, 4, 9, 'bold')
  line(batch.purpose, 9, 8)
  line(`${batch.value.toLocaleString('en')}円分`, 14, 20, 'bold')
  drawQr(sheet, addressOf(origin, secrets), { x: x + slip.width - mm(37), y: y + mm(12), size: mm(34) })
  sheet.fillColor('black')
  const narrow = { width: width - mm(34) }
  const how = `「${names.appName}」の\nチャージ → チャージコード で\n読み取るか、下の番号を入力`
  sheet
    .font('regular')
    .fontSize(7.5)
    .text(how, left, y + mm(26), narrow)
  line(secrets.digits.replaceAll(/(\d{4})(?=\d)/g, '$1 '), 48, 16, 'bold')
  line(`${sayDay(batch.expiresOn)}まで・1回だけ使えます`, 56, 8)
  line(`${batch.id.slice(-8)}-${String(serial).padStart(4, '0')}`, 61, 6)
}

/** 「2027年3月31日」 */
function sayDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
