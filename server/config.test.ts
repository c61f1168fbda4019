import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import * as demoKeys from './providers/demo-keys.ts'

const endpoints = {
  MYNA_AUTHORIZATION_ENDPOINT: 'https://card.example/auth',
  MYNA_TOKEN_ENDPOINT: 'https://card.example/token',
  MYNA_USERINFO_ENDPOINT: 'https://card.example/userinfo',
  MYNA_JWKS_URI: 'https://card.example/certs',
}

test('the card check is found by discovery, or by four addresses', () => {
  assert.equal(readConfig({}).idCard.endpoints, undefined)
  assert.deepEqual(readConfig(endpoints).idCard.endpoints, {
    authorization: 'https://card.example/auth',
    token: 'https://card.example/token',
    userinfo: 'https://card.example/userinfo',
    jwks: 'https://card.example/certs',
  })
  assert.throws(() => readConfig({ ...endpoints, MYNA_JWKS_URI: '' }), /go together/)
})

test('what is asked of the card check and expected of its answer comes from the settings', () => {
  const { idCard } = readConfig({
    MYNA_ACR_VALUES: 'aal3 crl',
    MYNA_EXPECTED_ACR: 'aal3',
    MYNA_SCOPE: 'openid',
  })
  const { acrValues, expectedAcr, scope } = idCard
  assert.deepEqual([acrValues, expectedAcr, scope], ['aal3 crl', 'aal3', 'openid'])
})

test('a production with an open line to the card check does not start', () => {
  const production = { NODE_ENV: 'production', ...endpoints }
  const open = { ...production, MYNA_TOKEN_ENDPOINT: 'http://card.example/token' }
  assert.throws(
    () => readConfig(open),
    /MYNA's token address is not encrypted: http:\/\/card\.example\/token/,
  )
  assert.throws(
    () => readConfig(production),
    (error: Error) => !error.message.includes("MYNA's"),
  )
})

test('a production says which provider of accounts is not safe, and asks nothing of those it does not offer', () => {
  const say = (more: Record<string, string>) => {
    try {
      readConfig({ NODE_ENV: 'production', ...more })
    } catch (error) {
      return (error as Error).message
    }
    return ''
  }
  const both = say({})
  assert.match(both, /GOOGLE_CLIENT_SECRET is a published demo key/)
  assert.match(both, /APPLE_PRIVATE_KEY is a published demo key/)
  assert.match(both, /APPLE_ISSUER points to this machine/)
  const one = say({ SIGN_IN_PROVIDERS: 'google', GOOGLE_ISSUER: 'https://accounts.google.com' })
  assert.doesNotMatch(one, /APPLE|GOOGLE_ISSUER/)
  assert.match(one, /GOOGLE_CLIENT_SECRET/)
  assert.doesNotMatch(say({ SIGN_IN_PROVIDERS: '' }), /APPLE|GOOGLE/)
  assert.throws(() => readConfig({ SIGN_IN_PROVIDERS: 'google,elgoog' }), /takes google and apple/)
})

test('a production refuses the card company’s test mode, and an empty webhook secret', () => {
  assert.deepEqual(sentences({ ...safe, STRIPE_SECRET_KEY: 'sk_test_51abc' }), [
    '- STRIPE_SECRET_KEY is a key of the test mode: no card would ever be charged',
  ])
  assert.deepEqual(sentences({ ...safe, STRIPE_WEBHOOK_SECRETS: 'whsec_a,' }), [
    '- STRIPE_WEBHOOK_SECRETS has an empty part',
  ])
})

test('a production debits banks in earnest', () => {
  assert.deepEqual(sentences({ ...safe, BANKPAY_DUMMY: '1' }), [
    '- BANKPAY_DUMMY rehearses: no bank would ever be debited',
  ])
})

test('a production takes no push service of a rehearsal', () => {
  assert.deepEqual(sentences({ ...safe, PUSH_REHEARSAL_URL: 'https://push.example' }), [
    '- PUSH_REHEARSAL_URL lets devices be anywhere in this network',
  ])
})

test('a key may be written on one line', () => {
  const { apple } = readConfig({ APPLE_PRIVATE_KEY: 'first\\nsecond' })
  assert.equal(apple.privateKey, 'first\nsecond')
})

test('mail is signed with a key of the settings, or by the mail server where the key is set and empty', () => {
  const set = { MAIL_DKIM_DOMAIN: 'town.example', MAIL_DKIM_SELECTOR: '2027', MAIL_DKIM_PRIVATE_KEY: 'a\\nb' }
  const dkim = { domainName: 'town.example', keySelector: '2027', privateKey: 'a\nb' }
  assert.deepEqual(readConfig(set).mail.dkim, dkim)
  assert.equal(readConfig({ MAIL_DKIM_PRIVATE_KEY: '' }).mail.dkim, undefined)
})

const ownKey = (n: number) => `own-${n}`.padEnd(32, '-')

/** What a production must set to start at all; every secret is somebody's own. */
const safe: Record<string, string> = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://db.town.example/enishi',
  ORIGIN: 'https://town.example',
  PASSCODE_KEY: ownKey(1),
  SEALING_KEY: ownKey(2),
  STORE_CODE_KEYS: `k1:${ownKey(3)}`,
  CHARGE_CODE_KEYS: `k1:${ownKey(13)}`,
  BANKPAY_BASE: 'https://bank.example',
  BANKPAY_KEY: 'own-4',
  BANK_FINGERPRINT_KEY: ownKey(5),
  ATM_BASE: 'https://atm.example',
  ATM_KEYS: `k1:${ownKey(11)}`,
  STRIPE_BASE: 'https://api.stripe.com',
  STRIPE_SECRET_KEY: 'sk_live_own',
  STRIPE_WEBHOOK_SECRETS: 'whsec_own',
  SMS_BASE: 'https://sms.example',
  SMS_AUTH_TOKEN: 'own-6',
  SMTP_URL: 'smtps://mail.example',
  MAIL_DKIM_PRIVATE_KEY: 'own-7',
  PUSH_PRIVATE_KEY: 'own-12',
  MYNA_ISSUER: 'https://card.example',
  MYNA_PRIVATE_JWK: '{"kty":"EC","d":"own-8"}',
  GOOGLE_ISSUER: 'https://accounts.google.com',
  GOOGLE_CLIENT_SECRET: 'own-9',
  APPLE_ISSUER: 'https://appleid.apple.com',
  APPLE_PRIVATE_KEY: 'own-10',
}

/** The sentences with which a production refuses these settings; none when it starts. */
function sentences(settings: Record<string, string>): string[] {
  try {
    readConfig(settings)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').slice(1)
  }
}

const without = (name: string) => Object.fromEntries(Object.entries(safe).filter(([key]) => key !== name))

test('a production with keys and addresses of its own starts', () => assert.deepEqual(sentences(safe), []))

/** Each secret of demo-keys.ts with the setting that takes its place. */
const demoSecretsBySetting: Record<string, string> = {
  'demoBankMerchant.key': 'BANKPAY_KEY',
  'demoPush.privateKey': 'PUSH_PRIVATE_KEY',
  demoFingerprintKey: 'BANK_FINGERPRINT_KEY',
  'demoAtmLine.key': 'ATM_KEYS',
  'demoCardProcessor.apiKey': 'STRIPE_SECRET_KEY',
  'demoCardProcessor.webhookSecret': 'STRIPE_WEBHOOK_SECRETS',
  'demoSms.authToken': 'SMS_AUTH_TOKEN',
  'demoIdCard.privateJwk': 'MYNA_PRIVATE_JWK',
  'demoGoogle.clientSecret': 'GOOGLE_CLIENT_SECRET',
  'demoApple.privateKey': 'APPLE_PRIVATE_KEY',
  'demoDkim.privateKey': 'MAIL_DKIM_PRIVATE_KEY',
}
/** Names and numbers that are no secrets. */
const notSecret = /(ccid|accountSid|clientId|companyCode|teamId|keyId|domain|selector)$/i

test('every demo key has its row here, and each is refused in one sentence, as left out and as typed in', () => {
  const found = Object.entries(demoKeys).flatMap(([name, value]): [string, unknown][] => {
    if (typeof value === 'function') return []
    if (typeof value === 'string') return [[name, value]]
    return Object.entries(value).map(([part, inner]): [string, unknown] => [`${name}.${part}`, inner])
  })
  const secrets = found.filter(([name]) => !notSecret.test(name))
  assert.deepEqual(secrets.map(([name]) => name).toSorted(), Object.keys(demoSecretsBySetting).toSorted())
  for (const [name, value] of secrets) {
    const setting = demoSecretsBySetting[name] ?? ''
    const key = typeof value === 'string' ? value : JSON.stringify(value)
    const typed = setting === 'ATM_KEYS' ? `k1:${key}` : key
    const said = [`- ${setting} is a published demo key: set one of your own`]
    assert.deepEqual(sentences(without(setting)), said, `${setting} left out`)
    assert.deepEqual(sentences({ ...safe, [setting]: typed }), said, `${setting} typed in`)
  }
})

for (const setting of ['PASSCODE_KEY', 'SEALING_KEY', 'STORE_CODE_KEYS', 'CHARGE_CODE_KEYS']) {
  test(`a production without ${setting} of its own says one sentence`, () => {
    assert.deepEqual(sentences(without(setting)), [
      `- ${setting} is a published demo key: set one of your own`,
    ])
  })
}

const ownKeys = ['PASSCODE_KEY', 'SEALING_KEY', 'BANK_FINGERPRINT_KEY']
const ownNamedKeys = ['STORE_CODE_KEYS', 'CHARGE_CODE_KEYS', 'ATM_KEYS']

for (const setting of [...ownKeys, ...ownNamedKeys]) {
  test(`a production takes no ${setting} of 31 characters`, () => {
    const short = 'x'.repeat(31)
    const first = ownNamedKeys.includes(setting) ? `k2:${ownKey(1)},k1:` : ''
    assert.deepEqual(sentences({ ...safe, [setting]: `${first}${short}` }), [
      `- ${setting} is shorter than 32 characters`,
    ])
    assert.deepEqual(sentences({ ...safe, [setting]: `${first}${short}x` }), [])
  })
}

for (const setting of ownNamedKeys) {
  test(`${setting} takes pairs, each of an id and a key`, () => {
    for (const text of ['abc', 'k1:', ':abc', 'k1:abc,', 'k1:abc:def', `k1:${ownKey(1)},abc`]) {
      assert.throws(() => readConfig({ [setting]: text }), new RegExp(`${setting} takes id:key`), text)
    }
  })
}

test('an empty setting is a missing one', () => {
  const empty = Object.fromEntries(Object.keys(safe).map((name) => [name, '']))
  const meant = { MAIL_DKIM_PRIVATE_KEY: 'own', SIGN_IN_PROVIDERS: 'google' }
  assert.deepEqual(readConfig({ ...empty, ...meant }), readConfig(meant))
  for (const name of Object.keys(safe)) {
    if (name === 'MAIL_DKIM_PRIVATE_KEY' || name === 'NODE_ENV') continue
    assert.deepEqual(sentences({ ...safe, [name]: '' }), sentences(without(name)), name)
  }
})

const providerAddresses = Object.keys(safe).filter((name) =>
  /^(?!DATABASE).*(ORIGIN|_BASE|_URL|_ISSUER)$/.test(name),
)

for (const setting of providerAddresses) {
  test(`a production refuses a ${setting} on this machine, or without TLS, in one sentence`, () => {
    const scheme = setting === 'SMTP_URL' ? 'smtp' : 'https'
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]', '0.0.0.0', 'mail.localhost']) {
      const address = `${scheme}://${host}:9999`
      assert.deepEqual(sentences({ ...safe, [setting]: address }), [
        `- ${setting} points to this machine: ${address}`,
      ])
    }
    if (scheme === 'smtp') return
    const open = 'http://provider.example'
    assert.deepEqual(sentences({ ...safe, [setting]: open }), [`- ${setting} is not encrypted: ${open}`])
    assert.equal(sentences(without(setting)).length, 1, 'left out')
  })
}

test('a production lets no operator in with a password alone; a town to walk through may', () => {
  assert.deepEqual(sentences({ ...safe, OPERATOR_SECOND_STEP: 'optional' }), [
    '- OPERATOR_SECOND_STEP lets people of the office in with a password alone',
  ])
  assert.equal(readConfig(safe).operatorSecondStep, 'required')
  assert.equal(readConfig({}).operatorSecondStep, 'optional')
  assert.equal(readConfig({ OPERATOR_SECOND_STEP: 'required' }).operatorSecondStep, 'required')
  assert.throws(() => readConfig({ OPERATOR_SECOND_STEP: 'no' }), /takes required or optional/)
})
