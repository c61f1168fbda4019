// レジ連携: the owner makes a key and a place to be told of payments, and sees that the message has arrived.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { pay } from '#contract/payments.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, bakeryOwner, demoPassword, storeIdOf } from '../people.ts'
import { openTown } from '../town.ts'
import { openBrowser } from './chrome.ts'
import { arriveAt, follow, openDevice, press } from './walker.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** Set to a folder, the screens are kept there as pictures. */
const pictures = process.env.PICTURES

async function see(page: Page, screen: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `keys-${screen}.png`) })
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  assert.deepEqual(
    violations.map(({ id }) => id),
    [],
    screen,
  )
}

test('レジ連携: a key is shown once and stopped; a message arrives and is seen', async (t) => {
  await using town = await openTown()
  await using browser = await openBrowser()
  const receiver = createServer((_request, response) => response.writeHead(204).end()).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  t.after(() => receiver.close())
  const { port } = receiver.address() as { port: number }

  const device = await openDevice(browser, 'phone', pictures ? 2 : 1)
  device.setDefaultTimeout(10_000)
  const page = await device.newPage()
  await page.goto(`${await town.listen()}/merchant/`)
  await page.getByLabel('メールアドレス').fill(bakeryOwner.mail)
  await page.getByLabel('パスワード').fill(demoPassword)
  await press(page, 'ログイン')
  await follow(page, 'レジ連携')
  await arriveAt(page, 'レジ連携')
  await press(page, 'キーを作る')
  await page.getByText('レジの名前を入力してください。').waitFor()
  await page.getByLabel('レジの名前').fill('カウンター1')
  await see(page, 'new')
  await press(page, 'キーを作る')
  await page.getByText(/^enishi_till_/).waitFor()
  await see(page, 'shown')
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
  await see(page, 'webhooks')
  await page.getByRole('link', { name: '戻る' }).click()
  await page.getByRole('button', { name: 'カウンター1のキーを止める' }).click()
  await page.getByText('キーはまだありません。').waitFor()
})
