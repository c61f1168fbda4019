// What every provider reports of a day, whatever its file looks like.

/**
 * One row: an order that was charged, given back, or had again after it was given back.
 * Whole yen; the fee is what the provider keeps of it.
 */
export type ReportLine = {
  /** Where in the file it stands, counted from 1. */
  number: number
  /** The id under which we asked for the money. */
  orderId: string
  kind: 'charge' | 'return' | 'regained'
  amount: number
  fee: number
  providerRef: string
  at: Date
}

/** What makes a file unusable, with the place, so that a person can tell the provider. */
export type ReportFault = {
  line: number
  column: number
  code:
    | 'empty'
    | 'encoding'
    | 'byte_order_mark'
    | 'line_end'
    | 'header'
    | 'wrong_day'
    | 'field'
    | 'trailer_missing'
    | 'count_differs'
    | 'total_differs'
}

/** A file is believed as a whole or not at all: with faults there are no lines. */
export type ParsedReport = { lines: ReportLine[]; faults: ReportFault[] }

export interface ReportProvider {
  /**
   * Gives the report of a day in Japan, byte for byte; 'not_ready' while there is none. `at` is now, for lines whose
   * questions carry the time. Throws without an answer.
   */
  fetchReport(day: string, at: Date): Promise<{ name: string; bytes: Uint8Array } | 'not_ready'>
  /** Reads such a report. Never throws: what cannot be read are faults. */
  parseReport(bytes: Uint8Array, day: string): ParsedReport
}
