// What a resident takes away from the app: the history for a spreadsheet, and a receipt on paper.
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { historyFilePath, historyWords, receiptPath } from '#contract/wallets.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { saySecond } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { makePdf, mm, type Sheet } from '../print/document.ts'
import { findHistoryItem, type HistoryRow, readHistory, readNames, type TownNames } from './queries.ts'

const pageSize = 1000
/** Nobody's history is longer; a file that is would not open. */
const mostRows = 100_000

/** Opens the downloads of one's own history. Refuses not_signed_in, and not_found for what is not the caller's. */
export async function walletDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  const callerOf = async (request: FastifyRequest) => {
    const caller = await identify(context, findCaller, request, { audience: 'resident' })
    return caller?.id ?? refuse('not_signed_in')
  }

  app.get(`/api${historyFilePath}`, async (request, response) => {
    const residentId = await callerOf(request)
    const [rows, names] = await Promise.all([
      readWhole(context, residentId),
      readNames(context.database, context.now()),
    ])
    return response
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="history.csv"')
      .send(historyCsv(rows, names))
  })

  app.get(`/api${receiptPath}`, async (request, response) => {
    const residentId = await callerOf(request)
    const { id } = request.params as { id: string }
    const row = idShape.safeParse(id).success
      ? await findHistoryItem(context.database, residentId, id)
      : undefined
    if (row?.kind !== 'payment') refuse('not_found')
    const names = await readNames(context.database, context.now())
    return response
      .type('application/pdf')
      .header('content-disposition', `inline; filename="receipt-${id.slice(-8)}.pdf"`)
      .send(await printReceipt(row, names, context.now()))
  })
}

async function readWhole(context: Context, residentId: string): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = []
  for (let more = true; more && rows.length < mostRows; ) {
    const before = rows.at(-1)?.id
    const page = await readHistory(context.database, residentId, {
      ...{ before, limit: pageSize, now: context.now() },
    })
    rows.push(...page)
    more = page.length === pageSize
  }
  return rows
}

/** UTF-8 with a mark, as spreadsheets in Japan expect it; a cell that looks like a formula is quoted (CWE-1236). */
function historyCsv(rows: HistoryRow[], names: TownNames): string {
  const lines = rows.map((row) => ({
    日時: saySecond(row.at),
    種類: historyWords[row.kind],
    相手: row.counterpart,
    代わりに手続きした方: row.helper ?? '',
    [names.coinName]: row.coin,
    [names.pointsName]: row.points,
    [`${names.coinName}の残高`]: row.coinAfter,
    [`${names.pointsName}の残高`]: row.pointsAfter,
    取引番号: row.id,
  }))
  const columns = [
    ...['日時', '種類', '相手', '代わりに手続きした方', names.coinName, names.pointsName],
    ...[`${names.coinName}の残高`, `${names.pointsName}の残高`, '取引番号'],
  ]
  return stringify(lines, {
    header: true,
    columns,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}

/** A5: as large as a receipt has to be to be read without glasses. */
const a5 = [mm(148), mm(210)] as const

function printReceipt(row: HistoryRow, names: TownNames, at: Date): Promise<Buffer> {
  return makePdf({ title: `お支払いの控え ${row.counterpart}`, size: a5, at }, (sheet) => {
    sheet.font('bold').fontSize(18).text('お支払いの控え', { align: 'center' }).moveDown(1)
    sheet.fontSize(14).text(row.counterpart, { align: 'center' })
    const total = -(row.coin + row.points)
    sheet
      .fontSize(28)
      .text(`${sayAmount(total)}円`, { align: 'center' })
      .moveDown(1)
    for (const [name, value] of [
      [names.coinName, `${sayAmount(-row.coin)}円`],
      [names.pointsName, `${sayAmount(-row.points)}ポイント`],
      ...(row.helper === null ? [] : [['代わりに支払った方', `${row.helper} さん`] as const]),
      ['お支払い日時', saySecond(row.at)],
      ['お支払い番号', row.id],
      ['発行日時', saySecond(at)],
    ] as const) {
      line(sheet, name, value)
    }
    sheet.moveDown(2).font('regular').fontSize(9)
    sheet.text(`${names.appName}が発行した控えです。お店の領収書が必要なときは、お店にお申し出ください。`)
  })
}

function line(sheet: Sheet, name: string, value: string): void {
  const y = sheet.y
  sheet.font('regular').fontSize(10).fillColor('#555555').text(name, mm(15), y)
  sheet
    .font('bold')
    .fillColor('black')
    .text(value, mm(50), y, { align: 'right', width: mm(83) })
  sheet.moveDown(0.5)
}

const sayAmount = (amount: number) => amount.toLocaleString('ja-JP')
