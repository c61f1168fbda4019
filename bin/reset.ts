// Forgets the town: removes its database and everything else in .town, so that the next start is a first one.
import { rmSync } from 'node:fs'
import { removeEmbedded } from '../db/embedded.ts'
import { townDataDir, townFolder } from './lib/town-database.ts'

function refuse(sentence: string): void {
  console.error(sentence)
  process.exitCode = 1
}

async function reset(): Promise<void> {
  try {
    await removeEmbedded(townDataDir)
  } catch (error) {
    const { message } = error as Error
    return refuse(
      message.includes('in use by') ? `${message} Stop the town there (Ctrl-C), then reset.` : message,
    )
  }
  rmSync(townFolder, { recursive: true, force: true })
  console.log('The town is forgotten. "npm start" makes a new one.')
}

if (process.env.DATABASE_URL) {
  refuse(
    'DATABASE_URL names a database that is not the town’s own, and reset never touches it. Unset it to reset.',
  )
} else {
  await reset()
}
