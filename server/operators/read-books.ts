import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readBooks as endpoint } from '#contract/operators.ts'
import type { Call } from '../route.ts'
import { countOffending, seeOneInstant } from './queries.ts'

const folder = join(import.meta.dirname, '../../db/checks')

/**
 * Runs every check of the books on one and the same instant, stopping nobody who pays meanwhile, and tells
 * how many rows contradict each. Refuses nothing.
 */
export async function readBooks({ context }: Call<typeof endpoint>): Promise<ReplyOf<typeof endpoint>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).toSorted()
  // Books that nothing looked at must not pass for books that are right.
  if (files.length === 0) throw new Error(`There is no check in ${folder}.`)
  return context.database.transact(async (tx) => {
    await seeOneInstant(tx)
    const checks: { name: string; offending: number }[] = []
    for (const file of files) {
      const offending = await countOffending(tx, await readFile(join(folder, file), 'utf8'))
      checks.push({ name: file.slice(0, -'.sql'.length), offending })
    }
    return { checks }
  })
}
