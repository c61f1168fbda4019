// Reports that are CSV in ASCII with CRLF: their rows, and the figures in them.
import { parse } from 'csv-parse/sync'
import type { ReportFault } from './report.ts'

/** A row and where in the file it stands, counted from 1. */
export type Row = { line: number; fields: string[] }

/** The rows of a file, or the first thing that makes it none. Never throws. */
export function readRows(bytes: Uint8Array): Row[] | ReportFault {
  const text = Buffer.from(bytes).toString('latin1')
  return (
    findUnfit(text) ??
    parse(text, { record_delimiter: '\r\n', relax_column_count: true, quote: null }).map(
      (fields: string[], index: number): Row => ({ line: index + 1, fields }),
    )
  )
}

/** What is no ASCII with CRLF: a mark or an encoding that a spreadsheet left behind, or half a file. */
function findUnfit(text: string): ReportFault | undefined {
  if (text === '') return { line: 1, column: 1, code: 'empty' }
  if (/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/.test(text))
    return { line: 1, column: 1, code: 'byte_order_mark' }
  const lines = text.split('\r\n')
  for (const [index, line] of lines.entries()) {
    const at = line.search(/[^\x20-\x7e]/)
    if (at !== -1) {
      const code = /[\r\n]/.test(line[at] ?? '') ? 'line_end' : 'encoding'
      return { line: index + 1, column: at + 1, code }
    }
  }
  return lines.at(-1) === '' ? undefined : { line: lines.length, column: 1, code: 'line_end' }
}

/** `20261121093000` as it is in Japan; undefined for what is no time. */
export function readTime(text: string): Date | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Whether this is an amount in whole yen, written without a sign or a leading zero. */
export const isYen = (text: string): boolean => /^(?:0|[1-9]\d{0,8})$/.test(text)
