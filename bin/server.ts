// The process that answers: the contract under /api, and the three apps.
import { buildApp } from '#server/app.ts'
import { openContext, stopOnSignal } from './lib/open-context.ts'
import { sayWhyNot } from './lib/town-database.ts'

async function main(): Promise<void> {
  const { config, context, close } = await openContext({ worker: false })
  const app = await buildApp(context, { log: true })
  stopOnSignal(async () => {
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
