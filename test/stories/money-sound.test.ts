// stories: residents
// The sound of money that has arrived may be the town's own.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readTown } from '#contract/residents.ts'
import { readMoneySound } from '#server/money-sound.ts'
import { openTown } from '../town.ts'

test('支払いの音: the apps learn where the town’s own sound is', async (t) => {
  const file = await writeSound(t, 'jingle.mp3', Buffer.from('the town’s own notes'))
  await using town = await openTown({ environment: { MONEY_SOUND: file } })
  const phone = town.newClient()
  const { moneySound } = await phone.ask(readTown)
  assert.match(moneySound ?? '', /^\/money-sound\?v=[0-9a-f]{12}$/)
  const heard = await phone.download(moneySound ?? '')
  assert.equal(heard.type, 'audio/mpeg')
  assert.equal(heard.bytes.toString(), 'the town’s own notes')
})

test('a town without a sound of its own has none to fetch', async () => {
  await using town = await openTown()
  const phone = town.newClient()
  assert.equal((await phone.ask(readTown)).moneySound, null)
  await assert.rejects(phone.download('/money-sound'), /gave 404/)
})

test('a sound that phones would not play, or would wait for, is told when the server starts', async (t) => {
  const long = await writeSound(t, 'opera.wav', Buffer.alloc(256 * 1024 + 1))
  assert.throws(() => readMoneySound(long), /at most 256 kB/)
  assert.throws(() => readMoneySound(`${long}.ogg`), /takes an \.mp3, \.m4a or \.wav file/)
  assert.throws(() => readMoneySound(`${long}.mp3`), /not there/)
})

type Test = { after: (done: () => Promise<void>) => void }

async function writeSound(t: Test, name: string, bytes: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'enishi-sound-'))
  t.after(() => rm(folder, { recursive: true }))
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}
