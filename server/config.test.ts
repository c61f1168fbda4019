import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

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

test('a key may be written on one line', () => {
  const { apple } = readConfig({ APPLE_PRIVATE_KEY: 'first\\nsecond' })
  assert.equal(apple.privateKey, 'first\nsecond')
})
