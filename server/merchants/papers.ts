// What a store takes away from the app: its code on paper, and a day for the bookkeeping.
import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  officeStoreCodePaperPath,
  storeCodePaper,
  storeCodePaperPath,
  storeDayFilePath,
} from '#contract/merchants.ts'
import { day as dayShape, id as idShape } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import type { Context } from '../context.ts'
import { addDays, saySecond, startOfDay } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import { requireDay, staffOf } from '../staff.ts'
import { printStoreCode } from './print-store-code.ts'
import { readPublicTown } from './public-queries.ts'
import { readEventsBetween } from './queries.ts'
import { codeOfStaff, codeOfStore } from './read-staff.ts'

/** Opens the downloads of a store. Refuses not_signed_in, and not_found for a paper or day that there is not. */
export function openPapers(app: FastifyInstance, context: Context, findCaller: FindCaller): void {
  const callerOf = async (request: FastifyRequest) => {
    const door = { audience: 'staff', scope: 'read', act: 'today' } as const
    return (await identify(context, findCaller, request, door)) ?? refuse('not_signed_in')
  }

  app.get(`/api${storeCodePaperPath}`, async (request, response) => {
    const { store, code } = await codeOfStaff(context, await callerOf(request))
    return sendPaper(context, request, response, { store, code })
  })

  app.get(`/api${officeStoreCodePaperPath}`, async (request, response) => {
    await identify(context, findCaller, request, { audience: 'operator' })
    const storeId = idShape.safeParse((request.params as { storeId: string }).storeId)
    const found = storeId.success ? await codeOfStore(context, storeId.data) : undefined
    return sendPaper(context, request, response, found ?? refuse('not_found'))
  })

  app.get(`/api${storeDayFilePath}`, async (request, response) => {
    const caller = await callerOf(request)
    const day = dayShape.safeParse((request.params as { day: string }).day)
    if (!day.success) refuse('not_found')
    requireDay(context, caller, day.data)
    const { storeId } = staffOf(caller)
    return response
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${day.data}.csv"`)
      .send(await dayCsv(context, storeId, day.data))
  })
}

type Coded = NonNullable<Awaited<ReturnType<typeof codeOfStore>>>

async function sendPaper(
  context: Context,
  request: FastifyRequest,
  response: FastifyReply,
  { store, code }: Coded,
) {
  const paper = storeCodePaper.safeParse((request.params as { paper: string }).paper)
  if (!paper.success) refuse('not_found')
  const town = await readPublicTown(context.database, context.now())
  const pdf = await printStoreCode({ town, store, code, paper: paper.data }, context.now())
  return response
    .type('application/pdf')
    .header('content-disposition', `inline; filename="store-code-${paper.data}.pdf"`)
    .send(pdf)
}

/** Payments and refunds of a day in Japan, the oldest first; UTF-8 with a mark, as spreadsheets in Japan expect it. */
async function dayCsv(context: Context, storeId: string, day: string): Promise<string> {
  const [from, until] = [startOfDay(day), startOfDay(addDays(day, 1))]
  const town = await readPublicTown(context.database, context.now())
  const events = await readEventsBetween(context.database, storeId, { from, until })
  const rows = events.map((event) => ({
    日時: saySecond(event.at),
    種類: event.kind === 'payment' ? 'お支払い' : '返金',
    [town.coinName]: event.kind === 'payment' ? event.coin : -event.coin,
    [town.pointsName]: event.kind === 'payment' ? event.points : -event.points,
    取引番号: event.id,
    返金したお支払い: event.paymentId ?? '',
  }))
  const columns = ['日時', '種類', town.coinName, town.pointsName, '取引番号', '返金したお支払い']
  return stringify(rows, {
    header: true,
    columns,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}
