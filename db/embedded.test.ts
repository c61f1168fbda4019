import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, watch, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { openDatabase, type Sql, sql } from '#server/lib/database.ts'
import { findEmbedded, removeEmbedded, startEmbedded } from './embedded.ts'
import { requireDurable } from './require-durable.ts'

const small = { shared_buffers: '16MB', max_wal_size: '64MB' }

const folders: string[] = []
// A test's own clean-up runs in the order in which it was asked for, and the servers must be gone first.
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-embedded-'))
  folders.push(folder)
  await chmod(folder, 0o755)
  return join(folder, 'town', 'postgres')
}

async function ask<T>(url: string, query: Sql): Promise<T> {
  const database = openDatabase(url, { max: 1 })
  try {
    return await database.one<T>(query)
  } finally {
    await database.close()
  }
}

/** Another Node process that starts PostgreSQL on `dataDir` and lives until it is killed. */
async function startElsewhere(dataDir: string) {
  const program = `
    import { startEmbedded } from ${JSON.stringify(import.meta.resolve('./embedded.ts'))}
    const { pid } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, durable: false })
    console.log(pid)
    process.stdin.resume()`
  const owner = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(owner.stdout), 'line')) as [string]
  return { owner, pid: Number(line) }
}

test('starts, answers over a unix socket only, and stops', async (t) => {
  const dataDir = await newDataDir()
  const server = await startEmbedded({ dataDir, durable: false, settings: { work_mem: '5MB' } })
  t.after(server.stop)
  const told = await ask(
    server.url,
    sql`select current_database() as database, current_user as owner, inet_server_addr() as address,
          current_setting('listen_addresses') as listen, current_setting('work_mem') as memory,
          current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
          upper('é') as letter, 'Z' < 'a' as by_code`,
  )
  assert.deepEqual(told, {
    database: 'enishi',
    owner: 'enishi',
    address: null,
    listen: '',
    memory: '5MB',
    encoding: 'UTF8',
    zone: 'UTC',
    letter: 'É',
    by_code: true,
  })
  assert.deepEqual(await findEmbedded(dataDir), { url: server.url, pid: server.pid, owner: process.pid })
  await server.stop()
  await server.stop()
  assert.equal(await findEmbedded(dataDir), undefined)
})

test('a second start is told who uses the data, and so is whoever wants to remove it', async (t) => {
  const dataDir = await newDataDir()
  const server = await startEmbedded({ dataDir, durable: false })
  t.after(server.stop)
  const inUse = new RegExp(`in use by process ${process.pid}`)
  await assert.rejects(startEmbedded({ dataDir, durable: false }), inUse)
  await assert.rejects(removeEmbedded(dataDir), inUse)
  await server.stop()
  await removeEmbedded(dataDir)
})

test('keeps acknowledged rows when PostgreSQL is killed, with the durable settings', async (t) => {
  const dataDir = await newDataDir()
  const first = await startEmbedded({ dataDir, durable: true, settings: small })
  t.after(first.stop)
  const database = openDatabase(first.url, { max: 1 })
  await requireDurable(database)
  await database.run(sql`create table kept (id int primary key)`)
  await database.run(sql`insert into kept select generate_series(1, 1000)`)
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  await database.close()

  const second = await startEmbedded({ dataDir, durable: true, settings: small })
  t.after(second.stop)
  assert.deepEqual(await ask(second.url, sql`select count(*) as rows from kept`), { rows: 1000 })
})

test('stops by itself when the process that started it is killed', async () => {
  const dataDir = await newDataDir()
  const { owner } = await startElsewhere(dataDir)
  const changes = watch(dataDir)
  owner.kill('SIGKILL')
  for await (const { filename } of changes) {
    if (filename === 'postmaster.pid' && (await findEmbedded(dataDir)) === undefined) return
  }
})

test('takes over from a killed owner at once, keeping its rows', async (t) => {
  const dataDir = await newDataDir()
  const { owner, pid } = await startElsewhere(dataDir)
  const found = await findEmbedded(dataDir)
  assert.deepEqual({ pid: found?.pid, owner: found?.owner }, { pid, owner: owner.pid })
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const server = await startEmbedded({ dataDir, durable: false })
  t.after(server.stop)
  assert.notEqual(server.pid, pid)
})

test('is not held up by an old number that another program has now', async (t) => {
  const dataDir = await newDataDir()
  const first = await startEmbedded({ dataDir, durable: false })
  await first.stop()
  const other = spawn(process.execPath, ['--eval', 'process.stdin.resume()'])
  t.after(() => other.kill())
  await writeFile(
    join(dataDir, 'postmaster.pid'),
    `${other.pid}\n${dataDir}\n0\n5432\n${dataDir}\n\n0 0\nready\n`,
  )
  const second = await startEmbedded({ dataDir, durable: false })
  t.after(second.stop)
  assert.deepEqual(await ask(second.url, sql`select 1 as answer`), { answer: 1 })
})

test('needs no short path', async (t) => {
  const dataDir = join(await newDataDir(), 'a-folder-with-a-rather-long-name/'.repeat(4), 'postgres')
  const server = await startEmbedded({ dataDir, durable: false })
  t.after(server.stop)
  assert.deepEqual(await ask(server.url, sql`select 1 as answer`), { answer: 1 })
  await server.stop()
  await removeEmbedded(dataDir)
})

test('lies elsewhere when the lent account cannot reach the folder', async (t) => {
  if (process.getuid?.() !== 0) return t.skip('only root lends an account')
  const dataDir = await newDataDir()
  await chmod(join(dataDir, '..', '..'), 0o700)
  const server = await startEmbedded({ dataDir, durable: false })
  t.after(server.stop)
  t.after(() => rm(join(server.dataDir, '..'), { recursive: true, force: true }))
  assert.match(server.dataDir, /^\/var\/tmp\/enishi-data-/)
  assert.deepEqual(await ask(server.url, sql`select 1 as answer`), { answer: 1 })
  await server.stop()
  await removeEmbedded(dataDir)
  assert.equal(existsSync(join(server.dataDir, '..')), false)
})
