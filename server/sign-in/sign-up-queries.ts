import type { Language } from '#contract/languages.ts'
import { type Queries, sql } from '../lib/database.ts'

export function readVersionsInForce(queries: Queries, at: Date): Promise<{ terms: string; privacy: string }> {
  return queries.one(sql`
    select (residents.document_in_force('terms', ${at})).version as terms,
           (residents.document_in_force('privacy', ${at})).version as privacy`)
}

type Registration = {
  id: string
  termsVersion: string
  privacyVersion: string
  language: Language
  at: Date
}

export async function registerResident(tx: Queries, wanted: Registration): Promise<void> {
  const { id, termsVersion, privacyVersion, language, at } = wanted
  await tx.one(sql`select residents.register(${id}, ${termsVersion}, ${privacyVersion}, ${at})`)
  await tx.one(sql`select residents.read_in(${id}, ${language})`)
}
