import { listApplications, readApplicationAtOffice } from '#contract/joining.ts'
import { askAnew } from '../../lib/ask.ts'

/** Asks anew for everything that says how applications stand. */
export async function refresh(): Promise<void> {
  askAnew(readApplicationAtOffice)
  askAnew(listApplications)
}
