// stories: merchants, payments
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { showPayerCode } from '#contract/payment-codes.ts'
import { makeTillKey } from '#contract/till-keys.ts'
import { makeId } from '#server/lib/id.ts'
import { formatted } from '../../bin/lib/formatted.ts'
import { root } from '../../bin/lib/steps.ts'
import { writeTillClient } from '../../bin/lib/till-client.ts'
import { openTill, Refused, Unknown } from '../../clients/till/till.ts'
import { bakeryOwner } from '../people.ts'
import { openTown } from '../town.ts'

test('the client for tills is what the contract says today', () => {
  const path = 'clients/till/till.ts'
  assert.equal(
    readFileSync(join(root, path), 'utf8'),
    formatted(writeTillClient(), path),
    'npm run till-client',
  )
})

test('レジ連携: the client charges, asks, gives back, and tells a no from a silence', async () => {
  await using town = await openTown()
  const owner = await town.signInStaff(bakeryOwner.mail)
  const scopes = ['charge' as const, 'read' as const, 'refund' as const]
  const { key } = await owner.ask(makeTillKey, { body: { id: makeId(), name: 'レジ', scopes } })
  const till = openTill({ origin: await town.listen(), key })
  const hanako = await town.signIn('hanako')
  const { code } = await hanako.ask(showPayerCode, { body: { tender: 'coin' } })
  const id = makeId()
  const paid = await till.chargePayerCode({ id, code, amount: 80 })
  assert.deepEqual([paid.coin, paid.points], [80, 0])
  assert.equal((await till.readStorePayment(id)).may, 'cancel')
  assert.equal((await till.listStorePayments()).payments[0]?.id, id)
  await till.refundPayment(id, { id: makeId(), amount: 80, reason: '取消' })
  await assert.rejects(
    till.chargePayerCode({ id: makeId(), code, amount: 80 }),
    (error) => error instanceof Refused && error.code === 'payer_code_used',
  )
  const nobody = openTill({ origin: 'http://127.0.0.1:1', key })
  await assert.rejects(nobody.listStorePayments(), Unknown)
})

const run = promisify(execFile)

test('レジ連携: a vendor packs the client, installs it, and takes it in from plain JavaScript', async () => {
  await using town = await openTown()
  await using vendor = await mkdtempDisposable(join(tmpdir(), 'enishi-vendor-'))
  const cwd = vendor.path
  const windows = process.platform === 'win32'
  const pack = ['pack', '--silent', '--pack-destination', cwd]
  const { stdout: tarball } = await run('npm', pack, { cwd: join(root, 'clients/till'), shell: windows })
  const installed = join(cwd, 'node_modules/@enishi/till')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', tarball.trim(), '--strip-components=1', '-C', installed], { cwd })
  const owner = await town.signInStaff(bakeryOwner.mail)
  const scopes = ['read' as const, 'refund' as const]
  const { key } = await owner.ask(makeTillKey, { body: { id: makeId(), name: 'レジ', scopes } })
  const program = `
    import { openTill, Refused } from '@enishi/till'
    const till = openTill({ origin: '${await town.listen()}', key: '${key}' })
    const { day } = await till.listStorePayments()
    const refund = { id: '${makeId()}', amount: 1, reason: '返品' }
    const refused = await till.refundPayment('${makeId()}', refund).catch((error) => error)
    console.log(day, refused instanceof Refused && refused.code)`
  await writeFile(join(cwd, 'till.mjs'), program)
  assert.match((await run(process.execPath, ['till.mjs'], { cwd })).stdout, /^\d{4}-\d\d-\d\d not_found\n$/)
  // Its types are found as well.
  await writeFile(join(cwd, 'till.mts'), program)
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--lib', 'es2022,dom', 'till.mts']
  await run(process.execPath, [compiler, ...strict], { cwd })
})
