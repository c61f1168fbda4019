// What any push service must do, tried through the real adapter against one that decrypts what it gets.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startPush } from '../../../simulators/push/server.ts'
import { demoPush } from '../demo-keys.ts'
import type { PushTarget } from './port.ts'
import { pushByWeb } from './web-push.ts'

let service: Awaited<ReturnType<typeof startPush>>
let target: PushTarget

const providerWith = (privateKey = demoPush.privateKey) =>
  pushByWeb({ privateKey, contact: 'mailto:office@town.example', rehearsalUrl: service.url })

before(async () => {
  service = await startPush({ nasty: false })
  target = (await providerWith().rehearse())!
})
after(() => service.close())

const message = (payload: object, topic = 'one') => ({
  payload: JSON.stringify(payload),
  topic,
  ttlSeconds: 60,
})

async function screen(): Promise<{ title: string; body: string; sender: string; ttlSeconds: number }[]> {
  const answer = await fetch(`${service.url}/messages.json?endpoint=${encodeURIComponent(target.endpoint)}`)
  return ((await answer.json()) as { messages: never[] }).messages
}

test('a message is encrypted for its browser alone (RFC 8291), and says who sent it (RFC 8292)', async () => {
  assert.equal(
    await providerWith().send(target, message({ title: '返金', body: 'さくら', path: '/' })),
    'taken',
  )
  const [kept] = await screen()
  assert.deepEqual(
    [kept?.title, kept?.body, kept?.sender, kept?.ttlSeconds],
    ['返金', 'さくら', 'mailto:office@town.example', 60],
  )
})

test('a later message of the same topic takes the place of the one before', async () => {
  await providerWith().send(target, message({ title: '古い', body: '', path: '/' }, 'same'))
  await providerWith().send(target, message({ title: '新しい', body: '', path: '/' }, 'same'))
  assert.deepEqual(
    (await screen()).map(({ title }) => title),
    ['返金', '新しい'],
  )
})

test('what is gone is told apart from what cannot be taken now; unreadable keys are gone', async () => {
  const provider = providerWith()
  const some = message({ title: 't', body: 'b', path: '/' })
  const unknown = { ...target, endpoint: `${service.url}/push/00000000-0000-4000-8000-000000000000` }
  assert.equal(await provider.send(unknown, some), 'gone')
  const unreadable = { ...target, p256dh: `B${'A'.repeat(86)}` }
  assert.equal(await provider.send(unreadable, some), 'gone')
  await assert.rejects(provider.send(target, { ...some, payload: 'x'.repeat(5000) }), /413/)
  const busy = JSON.stringify({ match: '/push/', effect: 'error' })
  await fetch(`${service.url}/__sim/faults`, { method: 'POST', body: busy })
  await assert.rejects(provider.send(target, some), /503/)
  await fetch(`${target.endpoint.replace('/push/', '/phones/')}/end`, { method: 'POST', redirect: 'manual' })
  assert.equal(await provider.send(target, some), 'gone')
})

test('nothing is sent inside, and in earnest not to this machine either', async () => {
  const earnest = pushByWeb({
    privateKey: demoPush.privateKey,
    contact: 'mailto:a@b.example',
    rehearsalUrl: null,
  })
  assert.equal(earnest.maySendTo(target.endpoint), false)
  assert.equal(await earnest.rehearse(), undefined)
  assert.equal(earnest.maySendTo('https://fcm.googleapis.com/fcm/send/abc'), true)
  // A name that leads inside is found out at the connection.
  const inside = { ...target, endpoint: 'https://localhost:9/push/1' }
  await assert.rejects(earnest.send(inside, message({})), /not a public address|ECONNREFUSED/)
})
