import { type Queries, sql } from '../lib/database.ts'

/** For whom somebody may act by a help; nothing where it is over, or another's. */
export function findRelative(
  queries: Queries,
  helpId: string,
  helperId: string,
): Promise<{ id: string; stopped: boolean } | undefined> {
  return queries.maybe(sql`
    select relative as id, stopped from relatives.standing(${helpId}, ${helperId}) where relative is not null`)
}

export async function findHelperName(queries: Queries, helperId: string): Promise<string> {
  const { name } = await queries.one<{ name: string }>(sql`select relatives.name_of(${helperId}) as name`)
  return name
}
