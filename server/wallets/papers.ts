// What a resident takes away from the app: the history for a spreadsheet, and a receipt on paper.
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Language } from '#contract/languages.ts'
import { historyFilePath, receiptPath } from '#contract/wallets.ts'
import { id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { saySecond } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { makePdf, mm, type Sheet } from '../print/document.ts'
import { languageOf, type Names, readNamesIn } from '../words/queries.ts'
import { sayNumber, wordsOf } from '../words/words.ts'
import { findHistoryItem, type HistoryRow, readHistory, readRefundsOf, type Refunded } from './queries.ts'

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
    const [rows, reader] = await Promise.all([readWhole(context, residentId), readerOf(context, residentId)])
    return response
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="history.csv"')
      .send(historyCsv(rows, reader))
  })

  app.get(`/api${receiptPath}`, async (request, response) => {
    const residentId = await callerOf(request)
    const { id } = request.params as { id: string }
    const row = idShape.safeParse(id).success
      ? await findHistoryItem(context.database, residentId, id)
      : undefined
    if (row?.kind !== 'payment') refuse('not_found')
    const [refunds, reader] = await Promise.all([
      readRefundsOf(context.database, residentId, id),
      readerOf(context, residentId),
    ])
    return response
      .type('application/pdf')
      .header('content-disposition', `inline; filename="receipt-${id.slice(-8)}.pdf"`)
      .send(await printReceipt({ row, refunds }, reader, context.now()))
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

type Reader = { language: Language; names: Names }

async function readerOf(context: Context, residentId: string): Promise<Reader> {
  const language = await languageOf(context.database, residentId)
  return { language, names: await readNamesIn(context.database, language, context.now()) }
}

/** UTF-8 with a mark, as spreadsheets in Japan expect it; a cell that looks like a formula is quoted (CWE-1236). */
function historyCsv(rows: HistoryRow[], { language, names: { coinName, pointsName } }: Reader): string {
  const { history: words } = wordsOf(language)
  const heads = [
    ...[words.at, words.kind, words.counterpart, words.helper, coinName, pointsName],
    ...[words.balance(coinName), words.balance(pointsName), words.number],
  ]
  const lines = rows.map((row) => [
    ...[saySecond(row.at), words.kinds[row.kind], row.counterpart, row.helper ?? ''],
    ...[row.coin, row.points, row.coinAfter, row.pointsAfter, row.id],
  ])
  return stringify([heads, ...lines], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

/** A5: as large as a receipt has to be to be read without glasses. */
const a5 = [mm(148), mm(210)] as const

type Paid = { row: HistoryRow; refunds: Refunded[] }

function printReceipt({ row, refunds }: Paid, { language, names }: Reader, at: Date): Promise<Buffer> {
  const { receipt: words, yen, points } = wordsOf(language)
  const say = (amount: number) => sayNumber(language, amount)
  const total = -(row.coin + row.points)
  const left = refunds.reduce((rest, { amount }) => rest - amount, total)
  return makePdf({ title: `${words.title} ${row.counterpart}`, size: a5, at }, (sheet) => {
    sheet.font('bold').fontSize(18).text(words.title, { align: 'center' }).moveDown(1)
    sheet.fontSize(14).text(row.counterpart, { align: 'center' })
    sheet
      .fontSize(28)
      .text(yen(say(total)), { align: 'center' })
      .moveDown(1)
    for (const [name, value] of [
      [names.coinName, yen(say(-row.coin))],
      [names.pointsName, points(say(-row.points))],
      ...(row.helper === null ? [] : [[words.paidBy, row.helper] as const]),
      [words.paidAt, saySecond(row.at)],
      ...refunds.map((each) => [words.refunded, `${saySecond(each.at)}  ${yen(say(each.amount))}`] as const),
      ...(refunds.length === 0 ? [] : [[words.afterRefunds, yen(say(left))] as const]),
      [words.number, row.id],
      [words.printedAt, saySecond(at)],
    ] as const) {
      line(sheet, name, value)
    }
    sheet.moveDown(2).font('regular').fontSize(9).text(words.note(names.appName))
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
