// DEMO credentials, published on purpose. They open nothing but these simulators; the product refuses them
// in production.

/** DEMO: the merchant that the bank gateway knows. */
export const demoMerchant = {
  ccid: 'A100000DEMO0000000000000cc',
  key: 'DEMO-bankpay-merchant-key-not-secret',
}

/** DEMO: accounts that may send SMS: the town's own and the one with which the banks send their passcodes. */
export const demoTown = { sid: 'ACDEMO00000000000000000000000town', token: 'DEMO-sms-token-town-not-secret' }
export const demoBank = { sid: 'ACDEMO00000000000000000000000bank', token: 'DEMO-sms-token-bank-not-secret' }

/** DEMO: the relying party that the card check knows; only the public half of its key is here. */
export const demoRelyingParty = {
  clientId: 'RP00000001',
  name: 'さいたま市みんなのアプリ',
  jwks: {
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        kid: 'demo-1',
        alg: 'ES256',
        use: 'sig',
        x: 'WQ6NlbVdnNtbo8wv1alL0aeAiWhYsFZe2feFkjDOqtU',
        y: 'kyEuXbBx6UvFkTnt9AMInZTC-x0PUIwrjMwd4MKMfoQ',
      },
    ],
  },
  redirectUris: ['http://localhost:*', 'http://127.0.0.1:*'],
}
