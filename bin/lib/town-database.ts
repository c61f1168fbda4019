import { join } from 'node:path'
import { findEmbedded, startEmbedded } from '../../db/embedded.ts'

/** The folder with everything `npm start` keeps; `npm run reset` removes it. */
export const townFolder = join(import.meta.dirname, '../../.town')

export const townDataDir = join(townFolder, 'postgres')

/**
 * Does `work` with the database at DATABASE_URL, or with the town's own: the running one, or else one started
 * for this work and stopped after it. Throws what `work` throws.
 */
export async function withTownDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL) return work(process.env.DATABASE_URL)
  const running = await findEmbedded(townDataDir)
  if (running?.owner !== undefined) return work(running.url)
  const started = await startEmbedded({ dataDir: townDataDir, durable: true })
  try {
    return await work(started.url)
  } finally {
    await started.stop()
  }
}

/** Tells a person in one sentence why a program could not do its work, and makes it end with 1. */
export function sayWhyNot(error: unknown): void {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
