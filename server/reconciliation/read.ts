import type { ReplyOf } from '#contract/endpoint.ts'
import type * as contract from '#contract/reconciliation.ts'
import { addDays, dayOf } from '../lib/day.ts'
import { refuse } from '../lib/refusal.ts'
import type { Call } from '../route.ts'
import * as differences from './difference-queries.ts'
import * as queries from './queries.ts'
import { ageInDays } from './rules.ts'
import { findStatement, listStatementRows } from './statement-queries.ts'

type Days = typeof contract.listReconciledDays
type Listed = typeof contract.listDifferences
type One = typeof contract.readDifference
type Files = typeof contract.listProviderFiles
type File = typeof contract.readProviderFile
type Statement = typeof contract.readStatement
type Clearing = typeof contract.readClearing

/** Tells how each day compares, newest first; today is not over and has no report. Refuses nothing. */
export async function listReconciledDays({ context, query }: Call<Days>): Promise<ReplyOf<Days>> {
  const yesterday = addDays(dayOf(context.now()), -1)
  const last = query.before && query.before <= yesterday ? addDays(query.before, -1) : yesterday
  const rows = await queries.listDays(context.database, last)
  const { count } = await queries.countOpen(context.database)
  return { days: rows.map(toDay), openDifferences: count }
}

function toDay(row: queries.DayRow): ReplyOf<Days>['days'][number] {
  const { source, title, day, matched, open, paidOn, theirCount, theirAmount, theirFee } = row
  const unread = row.fileUnreadable ? 'file_unreadable' : row.fileMissing ? 'file_missing' : 'waiting'
  return {
    ...{ source, title, day, matched, open, paidOn },
    state: row.compared ? 'compared' : unread,
    ours: { count: row.ourCount, amount: row.ourAmount },
    theirs: theirCount === null ? null : { count: theirCount, amount: theirAmount ?? 0, fee: theirFee ?? 0 },
    comparedAt: row.comparedAt?.toISOString() ?? null,
  }
}

/** Lists what does not match, with its age and who looks after it. Refuses nothing. */
export async function listDifferences({ context, query }: Call<Listed>): Promise<ReplyOf<Listed>> {
  const { database } = context
  const rows = await (query.all ? differences.listAll(database) : differences.listOpen(database))
  return { differences: rows.map((each) => toRow(each, context.now())) }
}

function toRow(found: differences.Difference, now: Date): contract.DifferenceRow {
  const { topUpId: _topUpId, proposedBy: _proposedBy, resolution: _resolution, foundAt, ...row } = found
  return { ...row, foundAt: foundAt.toISOString(), ageDays: ageInDays(foundAt, now) }
}

/** Tells everything about one difference. Refuses not_found. */
export async function readDifference({ context, caller, params }: Call<One>): Promise<ReplyOf<One>> {
  const { database } = context
  const found = await differences.findDifference(database, params.id)
  if (!found) refuse('not_found')
  const [lines, notes, topUp] = await Promise.all([
    differences.listLinesOfOrder(database, found.source, found.reference),
    differences.listNotes(database, found.id),
    found.topUpId ? differences.findOurTopUp(database, found.topUpId) : undefined,
  ])
  return {
    difference: toRow(found, context.now()),
    resolution: found.resolution,
    lines: lines.map((line) => ({ ...line, at: line.at.toISOString() })),
    topUp: topUp ? { ...topUp, requestedAt: topUp.requestedAt.toISOString() } : null,
    notes: notes.map((note) => ({ ...note, at: note.at.toISOString() })),
    mayDecide: found.state === 'proposed' && found.proposedBy !== caller.id,
  }
}

/** Lists the files that came. Refuses nothing. */
export async function listProviderFiles({ context }: Call<Files>): Promise<ReplyOf<Files>> {
  const [reports, statements] = await Promise.all([
    queries.listReports(context.database),
    queries.listStatements(context.database),
  ])
  return {
    reports: reports.map((each) => ({ ...each, receivedAt: each.receivedAt.toISOString() })),
    statements: statements.map((each) => ({ ...each, importedAt: each.importedAt.toISOString() })),
  }
}

/** Shows one report as it came. Refuses not_found. */
export async function readProviderFile({ context, params }: Call<File>): Promise<ReplyOf<File>> {
  const file = await queries.findFile(context.database, params.id)
  if (!file) refuse('not_found')
  const rows = await queries.listFileRows(context.database, params.id)
  return {
    ...file,
    receivedAt: file.receivedAt.toISOString(),
    rows: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  }
}

/** Shows one statement of the town's account and what its movements pay for. Refuses not_found. */
export async function readStatement({ context, params }: Call<Statement>): Promise<ReplyOf<Statement>> {
  const statement = await findStatement(context.database, params.id)
  if (!statement) refuse('not_found')
  return { ...statement, rows: await listStatementRows(context.database, params.id) }
}

/** Explains by day what each provider owes. Refuses nothing. */
export async function readClearing({ context }: Call<Clearing>): Promise<ReplyOf<Clearing>> {
  const now = context.now()
  const rows = await queries.listClearing(context.database, now)
  return {
    asOf: now.toISOString(),
    sources: rows.map(({ source, title, owed, before, unassigned, suspended, days }) => {
      const left = days.map((each) => ({ ...each, left: each.charged - each.paid }))
      const explained = before + left.reduce((sum, each) => sum + each.left, 0) - unassigned
      const unexplained = owed - explained
      return { source, title, owed, before, unassigned, suspended, days: left, unexplained }
    }),
  }
}
