import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublic, lookupPublic, readPublicUrl } from './public-address.ts'

const allowed = ['https://pos.example.jp/hook', 'https://8.8.8.8/hook', 'https://[2606:4700::1111]/']
const refused = [
  'http://pos.example.jp/hook',
  'https://pos.example.jp:8443/hook',
  'https://user:secret@pos.example.jp/',
  'ftp://pos.example.jp/',
  'file:///etc/passwd',
  'gopher://pos.example.jp/',
  'not an address',
  'https://localhost/',
  'https://enishi.localhost/',
  'https://database.internal/',
  'https://printer.local/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f.1/',
  'https://2130706433/',
  'https://017700000001/',
  'https://①②⑦.0.0.1/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[2002:7f00:1::]/',
  'https://169.254.169.254/latest/meta-data/',
  'https://10.0.0.8/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
]
for (const address of allowed) {
  test(`ABU-H06 a message may go to ${address}`, () => {
    assert.equal(readPublicUrl(address, { anywhere: false })?.href, new URL(address).href)
  })
}
for (const address of refused) {
  test(`ABU-H06 no message goes to ${address}`, () => {
    assert.equal(readPublicUrl(address, { anywhere: false }), undefined)
  })
}

test('ABU-H06 a name is looked up for each connection, and one that leads inside is not followed', async () => {
  const error = await new Promise<Error | null>((settle) => {
    lookupPublic('localhost', {}, (failure) => settle(failure))
  })
  assert.equal(error?.message, 'not a public address')
  assert.equal(isPublic('a name'), false)
})
