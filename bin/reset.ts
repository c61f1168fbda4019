// Forgets the town: removes its database and everything else in .town, so that the next start is a first one.
import { rmSync } from 'node:fs'
import { removeEmbedded } from '../db/embedded.ts'
import { sayWhyNot, townDataDir, townFolder } from './lib/town-database.ts'

async function reset(): Promise<void> {
  if (process.env.DATABASE_URL) {
    throw new Error(
      'DATABASE_URL is set, and reset never touches a database of yours. Unset it to reset the town.',
    )
  }
  // Refuses, naming the process, while a town runs on it.
  await removeEmbedded(townDataDir)
  rmSync(townFolder, { recursive: true, force: true })
  console.log('The town is forgotten. "npm start" makes a new one.')
}

await reset().catch(sayWhyNot)
