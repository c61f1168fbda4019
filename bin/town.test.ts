import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePorts, startTown } from './lib/start-town.ts'

test('a town opens on free ports, answers everywhere, refuses a second one beside it, and closes', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-town-'))
  // mkdtemp makes it private, and the account that root lends to PostgreSQL has to pass.
  await chmod(folder, 0o755)
  t.after(() => rm(folder, { recursive: true, force: true }))
  const ports = await freePorts()
  const town = await startTown({ ports, folder })
  try {
    for (const url of [`${town.app}/healthz`, `${town.app}/`, town.simulators.sms, town.simulators.bank]) {
      assert.equal((await fetch(url)).status, 200, url)
    }
    await assert.rejects(startTown({ ports, folder }), /Port \d+ is in use/)
    await assert.rejects(startTown({ ports: await freePorts(), folder }), /in use by process/)
    assert.equal((await fetch(`${town.app}/healthz`)).status, 200)
  } finally {
    await town.stop()
  }
  await assert.rejects(fetch(`${town.app}/healthz`))
})
