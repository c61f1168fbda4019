// stories: residents
// Mails, messages, pushes and papers follow the language of the app.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Language, language } from '#contract/languages.ts'
import { changeWishes, readWishes, rehearsePush } from '#contract/notices.ts'
import { pay } from '#contract/payments.ts'
import { requestPasswordReset } from '#contract/recovery.ts'
import { changeLanguage, readMe } from '#contract/residents.ts'
import { sendMailVerification, setPhone, signUp, startSecondStep } from '#contract/sign-in.ts'
import { historyFilePath, receiptPath } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { wordsOf } from '#server/words/words.ts'
import type { Client } from '../client.ts'
import { bakeryNumber, storeIdOf } from '../people.ts'
import { readVersions } from '../steps.ts'
import { openTown, type Town } from '../town.ts'

let newcomers = 0

async function registerIn(town: Town, speaks: Language): Promise<{ client: Client; mail: string }> {
  newcomers += 1
  const client = town.newClient()
  const mail = `reader-${newcomers}@example.jp`
  const body = { id: makeId(), mail, password: 'a-long-enough-password', ...(await readVersions(client)) }
  await client.ask(signUp, { body: { ...body, language: speaks } })
  return { client, mail }
}

const expected: Record<Language, { verify: string; reset: string; code: RegExp }> = {
  ja: {
    verify: 'メールアドレスの確認',
    reset: 'パスワードの再設定',
    code: /^さいたま市みんなのアプリ 認証コード: /,
  },
  'ja-x-easy': {
    verify: 'メールアドレスを たしかめます',
    reset: 'パスワードを 新しく します',
    code: /ほかの 人に 教えないで ください。/,
  },
  en: {
    verify: 'Please confirm your mail address',
    reset: 'A new password',
    code: /^Saitama City App code: /,
  },
  'zh-Hans': { verify: '确认邮箱地址', reset: '重置密码', code: /^埼玉市应用 验证码: / },
}

for (const speaks of language.options) {
  test(`ことば: who registers in ${speaks} gets mails and messages in it from the first on`, async () => {
    await using town = await openTown()
    const { client, mail } = await registerIn(town, speaks)
    assert.equal((await client.ask(readMe)).language, speaks)
    await client.ask(sendMailVerification)
    const subjects = async () => (await town.inboxOf(mail).all()).map(({ subject }) => subject)
    assert.deepEqual(await subjects(), [expected[speaks].verify])
    await town.newClient().ask(requestPasswordReset, { body: { mail } })
    await town.work()
    assert.ok((await subjects()).includes(expected[speaks].reset))
    const phone = `+8180777700${String(newcomers).padStart(2, '0')}`
    await client.ask(setPhone, { body: { phone: phone.replace('+81', '0') } })
    await client.ask(startSecondStep)
    const message = await town.phoneOf(phone).lastText()
    assert.match(message, expected[speaks].code)
    assert.match(message, /\n@localhost #\d{6}$/, 'phones fill the code in by themselves in every language')
  })
}

test('ことば: push, receipt and history follow a change at once', async () => {
  await using town = await openTown()
  const hanako = await town.signIn('hanako')
  await town.work()
  const { endpoint } = await hanako.ask(rehearsePush)
  const { wishes } = await hanako.ask(readWishes)
  await hanako.ask(changeWishes, { body: { ...wishes, amounts: true } })
  const payIn = async (speaks: Language) => {
    assert.equal((await hanako.ask(changeLanguage, { body: { language: speaks } })).language, speaks)
    const id = makeId()
    const body = { id, storeId: storeIdOf(bakeryNumber), coin: 1200, points: 10, via: 'store_code' as const }
    await hanako.ask(pay, { body })
    await town.work()
    const screen = (await town.push.screenOf(endpoint)).at(-1)
    const receipt = await hanako.download(`/api${receiptPath.replace(':id', id)}`)
    assert.equal(receipt.type, 'application/pdf')
    const file = await hanako.download(`/api${historyFilePath}`)
    const [head = ''] = file.bytes.toString('utf8').replace('\uFEFF', '').split('\r\n')
    const { title } = wordsOf(speaks).receipt
    assert.ok(receipt.bytes.includes(Buffer.from(`${title} さくら`, 'utf16le').swap16()), title)
    return [screen?.title, screen?.body, head]
  }
  assert.deepEqual(await payIn('en'), [
    'Payment complete',
    'さくらベーカリー Sai Coin 1,200 yen, Tamapon 10 points',
    'Date and time,Kind,With,Done for you by,' +
      'Sai Coin,Tamapon,Balance of Sai Coin,Balance of Tamapon,Transaction number',
  ])
  assert.deepEqual(await payIn('zh-Hans'), [
    '付款完成',
    'さくらベーカリー Sai Coin 1,200日元、Tamapon 10点',
    '日期时间,类型,对方,代办人,Sai Coin,Tamapon,Sai Coin余额,Tamapon余额,交易编号',
  ])
  assert.deepEqual((await payIn('ja')).slice(0, 2), [
    'お支払いが完了しました',
    'さくらベーカリー さいコイン 1,200円、たまポン 10ポイント',
  ])
})
