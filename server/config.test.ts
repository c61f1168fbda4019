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
