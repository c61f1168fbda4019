import type { Language } from '#contract/languages.ts'
import { type Queries, sql } from '../lib/database.ts'

/** The names that a town gives to itself and its money. */
export type Names = { appName: string; coinName: string; pointsName: string }

/** The town's names in a language; what has no name there is called as in Japanese. */
export function readNamesIn(queries: Queries, language: Language, at: Date): Promise<Names> {
  return queries.one(sql`
    select t ->> 'appName' as "appName", t ->> 'coinName' as "coinName", t ->> 'pointsName' as "pointsName"
    from (
      select s || coalesce(s -> 'otherNames' -> ${language}::text, '{}') as t
      from town.setting('town', ${at}) as s) named`)
}

/** In which language a resident reads. */
export async function languageOf(queries: Queries, residentId: string): Promise<Language> {
  const row = await queries.one<{ language: Language }>(sql`
    select language from residents.resident where id = ${residentId}`)
  return row.language
}
