// stories: operators, sign-in
// 運営の2段階認証: set up at the first sign-in, asked for from then on, and nobody gets around it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  confirmOperatorAuthenticator,
  finishOperatorSecondStep,
  finishOperatorSetUp,
  makeOperatorRecoveryCodes,
  operatorSignIn,
  readOperatorSecondStep,
  startOperatorAuthenticator,
  startOperatorSetUp,
} from '#contract/operator-sign-in.ts'
import { readOperator } from '#contract/operators.ts'
import { startCardRecovery } from '#contract/recovery.ts'
import { finishSecondStep, sendSecondStepPasscode, startPasskeyStep } from '#contract/sign-in.ts'
import { showDigits } from '../authenticator.ts'
import { beginSetUp, beginSignIn, setUp, signInAgain, signInFirst, strict } from '../office.ts'
import { counterClerk, demoPassword, manager, office } from '../people.ts'
import { openTown } from '../town.ts'

test('運営の2段階認証: set up at the first sign-in, and nobody is in before', async () => {
  await using town = await openTown(strict)
  const client = town.newClient()
  const challengeId = await beginSetUp(client, office.mail)
  assert.equal(await client.refused(readOperator), 'not_signed_in')
  const { secret } = await client.ask(startOperatorSetUp, { body: { challengeId } })
  assert.equal(await client.refused(readOperator), 'not_signed_in')
  const wrong = { body: { challengeId, code: showDigits(secret, town.clock.now(), 100) } }
  assert.equal(await client.refused(finishOperatorSetUp, wrong), 'authenticator_code_wrong')
  const code = showDigits(secret, town.clock.now())
  const { codes } = await client.ask(finishOperatorSetUp, { body: { challengeId, code } })
  assert.equal(new Set(codes).size, 10)
  assert.equal((await client.ask(readOperator)).name, office.name)
  assert.deepEqual(await client.ask(readOperatorSecondStep), { authenticator: true, recoveryCodesLeft: 10 })
  const again = await signInAgain(town, { client, mail: office.mail, secret, codes })
  assert.equal((await again.ask(readOperator)).name, office.name)
  await town.work()
  const told = await town.inboxOf(office.mail).all()
  assert.ok(told.some(({ subject }) => subject === '2段階認証の設定が変更されました'))
})

test('運営の2段階認証: who sits at a counter has one as well', async () => {
  await using town = await openTown(strict)
  const { client } = await signInFirst(town, counterClerk.mail)
  assert.equal((await client.ask(readOperator)).duty, 'counter')
  assert.equal((await client.ask(readOperatorSecondStep)).authenticator, true)
})

test('運営の2段階認証: a recovery code stands in for the app, once', async () => {
  await using town = await openTown(strict)
  const { mail, codes } = await signInFirst(town, office.mail)
  const client = town.newClient()
  const answer = async (code: string) => {
    const body = { challengeId: await beginSignIn(client, mail), way: 'recovery_code' as const, code }
    return (await client.call(finishOperatorSecondStep, { body })).problem?.code ?? 'in'
  }
  assert.equal(await answer(codes[0]?.toLowerCase() ?? ''), 'in')
  assert.equal(await answer(codes[0] ?? ''), 'recovery_code_wrong')
  assert.equal(await answer('00000-00000'), 'recovery_code_wrong')
  assert.equal((await client.ask(readOperatorSecondStep)).recoveryCodesLeft, 9)
})

test('運営の2段階認証: in a town to walk through it may be left out, and whoever has one is asked for it', async () => {
  await using town = await openTown()
  const client = await town.signInOperator(office.mail)
  const other = await town.signInOperator(office.mail)
  assert.equal(await client.refused(makeOperatorRecoveryCodes), 'second_step_missing')
  const { secret } = await client.ask(startOperatorAuthenticator)
  const code = showDigits(secret, town.clock.now())
  const { codes } = await client.ask(confirmOperatorAuthenticator, { body: { code } })
  assert.equal(codes.length, 10)
  assert.equal(await other.refused(readOperator), 'not_signed_in', 'a factor has changed')
  const next = await signInAgain(town, { client, mail: office.mail, secret, codes })
  await next.ask(makeOperatorRecoveryCodes)
  assert.equal(await client.refused(readOperator), 'not_signed_in')
  town.clock.advance({ minutes: 11 })
  assert.equal(await next.refused(makeOperatorRecoveryCodes), 'step_up_required')
  assert.equal(await next.refused(startOperatorAuthenticator), 'step_up_required')
  await town.signInOperator(manager.mail)
})

test('運営の2段階認証: two who set one up at once are one, and the other has to begin anew', async () => {
  await using town = await openTown(strict)
  const [owner, thief] = [town.newClient(), town.newClient()]
  const [first, second] = [await beginSetUp(owner, office.mail), await beginSetUp(thief, office.mail)]
  const { secret } = await owner.ask(startOperatorSetUp, { body: { challengeId: first } })
  const code = showDigits(secret, town.clock.now())
  const tries = [first, second, first, second].map((challengeId) =>
    town.newClient().call(finishOperatorSetUp, { body: { challengeId, code } }),
  )
  const answers = (await Promise.all(tries)).map(({ status }) => status)
  assert.equal(answers.filter((status) => status === 200).length, 1)
  for (const challengeId of [first, second]) {
    const body = { challengeId }
    assert.equal(await thief.refused(startOperatorSetUp, { body }), 'second_step_expired')
  }
  await beginSignIn(owner, office.mail)
})

test('運営の2段階認証: a set-up and a second step live ten minutes', async () => {
  await using town = await openTown(strict)
  const client = town.newClient()
  const early = await beginSetUp(client, office.mail)
  town.clock.advance({ minutes: 11 })
  assert.equal(
    await client.refused(startOperatorSetUp, { body: { challengeId: early } }),
    'second_step_expired',
  )
  const { secret } = await setUp(town, client, office.mail, await beginSetUp(client, office.mail))
  const challengeId = await beginSignIn(client, office.mail)
  town.clock.advance({ minutes: 11 })
  const code = showDigits(secret, town.clock.now())
  const late = { body: { challengeId, way: 'authenticator' as const, code } }
  assert.equal(await client.refused(finishOperatorSecondStep, late), 'second_step_expired')
})

test('ABU-A04 fifty guesses at once at an operator’s second step count fifty, whatever the way', async () => {
  await using town = await openTown(strict)
  const { mail, secret, codes } = await signInFirst(town, office.mail)
  const client = town.newClient()
  const challengeId = await beginSignIn(client, mail)
  const guess = (way: 'authenticator' | 'recovery_code', code: string) =>
    town.newClient().call(finishOperatorSecondStep, { body: { challengeId, way, code } })
  const guesses = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      index % 2 === 0
        ? guess('authenticator', showDigits(secret, town.clock.now(), 50 + index))
        : guess('recovery_code', `00000-000${String(index).padStart(2, '0')}`),
    ),
  )
  const compared = guesses.filter(({ problem }) => problem?.code !== 'second_step_paused')
  assert.ok(compared.length <= 5, `${compared.length} were compared`)
  const right = await guess('recovery_code', codes[0] ?? '')
  assert.equal(right.problem?.code, 'second_step_paused', 'also for the right one')
})

test('ABU-A05 the digits that an operator has used are good for nobody else', async () => {
  await using town = await openTown(strict)
  const { mail, secret } = await signInFirst(town, office.mail)
  town.clock.advance({ minutes: 1 })
  const code = showDigits(secret, town.clock.now())
  const use = async () => {
    const client = town.newClient()
    const body = { challengeId: await beginSignIn(client, mail), way: 'authenticator' as const, code }
    return (await client.call(finishOperatorSecondStep, { body })).problem?.code ?? 'in'
  }
  assert.deepEqual([await use(), await use()], ['in', 'authenticator_code_wrong'])
})

test('ABU-Z02 a second step of the office opens nothing at the residents’ doors', async () => {
  await using town = await openTown(strict)
  const client = town.newClient()
  const begun = await beginSetUp(client, office.mail)
  const { secret } = await setUp(town, client, office.mail, begun)
  town.clock.advance({ minutes: 1 })
  const challengeId = await beginSignIn(town.newClient(), office.mail)
  const code = showDigits(secret, town.clock.now())
  const thief = town.newClient()
  const answer = { body: { challengeId, way: 'authenticator' as const, code } }
  assert.equal(await thief.refused(finishSecondStep, answer), 'second_step_expired')
  const begin = { body: { challengeId } }
  for (const door of [sendSecondStepPasscode, startPasskeyStep, startCardRecovery])
    assert.equal(await thief.refused(door, begin), 'second_step_expired', door.path)
  await thief.ask(finishOperatorSecondStep, answer)
  const wrong = { body: { mail: office.mail, password: `${demoPassword}!` } }
  assert.equal(await thief.refused(operatorSignIn, wrong), 'wrong_mail_or_password')
})
