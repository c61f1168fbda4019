import { appendFileSync } from 'node:fs'

/** Where a town writes how much it has looked through, for whoever runs all tests. */
export const scanResults = 'ENISHI_SCAN_RESULTS'

export type Scanned = { tables: number; answers: number; logLines: number }

/** Adds a line for this town; nothing where nobody asks for it. */
export function keepResult(result: Scanned): void {
  const file = process.env[scanResults]
  if (file) appendFileSync(file, `${JSON.stringify(result)}\n`)
}
