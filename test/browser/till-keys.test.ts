// レジ連携: the owner makes a key and a place to be told of payments, and sees that the message has arrived.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { test } from 'node:test'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { makeSee, openPage, signIn, testViolations } from './screens.ts'
import { arriveAt, follow, press } from './walker.ts'

const { see, violations } = makeSee('till-keys')

test('レジ連携: a key is shown once and stopped; a message arrives and is seen', async (t) => {
  await using town = await openTown()
  await using browser = await openBrowser()
  const receiver = createServer((_request, response) => response.writeHead(204).end()).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  t.after(() => receiver.close())
  const { port } = receiver.address() as { port: number }

  const page = await openPage(browser, 'phone')
  await signIn(page, `${await town.listen()}/merchant/`, bakeryOwner.mail)
  await follow(page, 'メニュー')
  await page.getByRole('link', { name: /^レジ連携/ }).click()
  await arriveAt(page, 'レジ連携')
  await press(page, 'キーを作る')
  await page.getByText('レジの名前を入力してください。').waitFor()
  await page.getByLabel('レジの名前').fill('カウンター1')
  await see('new', page)
  await press(page, 'キーを作る')
  await page.getByText(/^enishi_till_/).waitFor()
  await see('shown', page)
  await press(page, '保管しました')
  await page.getByText('カウンター1').waitFor()

  await follow(page, 'お支払いの通知先（Webhook）')
  await arriveAt(page, 'お支払いの通知先')
  await page.getByLabel('新しい通知先').fill('ftp://example.jp')
  await press(page, '通知先を登録する')
  await page.getByText(/通知先は、https:\/\/で始まる/).waitFor()
  await page.getByLabel('新しい通知先').fill(`http://127.0.0.1:${port}/hook`)
  await press(page, '通知先を登録する')
  await page.getByText(/^whsec_/).waitFor()
  await press(page, '保管しました')
  const hanako = await town.signIn('hanako')
  const body = {
    id: makeId(),
    storeId: storeIdOf(bakeryNumber),
    coin: 30,
    points: 0,
    via: 'store_code' as const,
  }
  await hanako.ask(pay, { body })
  await town.work()
  await page.reload()
  await page.getByText('最近の通知（届きました）').click()
  await page.getByText('お支払い　届きました').waitFor()
  await see('webhooks', page)
  await page.getByRole('link', { name: '戻る' }).click()
  await page.getByRole('button', { name: 'カウンター1のキーを止める' }).click()
  await page.getByText('キーはまだありません。').waitFor()
})

testViolations(violations)
