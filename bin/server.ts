// The process that answers: the contract under /api, and the three apps.
import { buildApp } from '#server/app.ts'
import { makePulse } from '#server/pulse.ts'
import { tendLine } from '#server/top-ups/tend-line.ts'
import { openContext, stopOnSignal } from './lib/open-context.ts'
import { sayWhyNot } from './lib/town-database.ts'

async function main(): Promise<void> {
  const { config, context, close } = await openContext({ worker: false })
  const feeling = { ...context, pulse: makePulse() }
  const app = await buildApp(feeling, { log: true })
  const beat = setInterval(() => {
    tendLine(feeling).catch((error: unknown) => console.error('line:', error))
  }, 1000)
  stopOnSignal(async () => {
    clearInterval(beat)
    await app.close()
    await close()
  })
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    await close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(`Port ${config.port} is in use. Stop that program, or set PORT to another.`, {
      cause: error,
    })
  }
  console.log(JSON.stringify({ ready: { server: config.origin } }))
}

await main().catch(sayWhyNot)
