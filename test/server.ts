import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../db/embedded.ts'

/** Where a test process finds the server that the whole run shares. */
export const sharedServer = 'ENISHI_TEST_SERVER'

/**
 * Starts an empty PostgreSQL for tests in a new folder; stop() removes both. It survives no power cut and no
 * end of this process. Throws what startEmbedded throws.
 */
export async function startTestServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-test-'))
  // mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
  await chmod(folder, 0o755)
  const server = await startEmbedded({ dataDir: join(folder, 'postgres'), durable: false })
  async function stop(): Promise<void> {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}
