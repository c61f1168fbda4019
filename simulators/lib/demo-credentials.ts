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

/** DEMO: the key that the card processor's API opens for. */
export const demoCardProcessor = { apiKey: 'sk_test_DEMO_enishi_not_secret' }

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

/** DEMO: the app as Google knows it. */
export const demoGoogleClient = {
  clientId: '000000000000-demo.apps.example',
  clientSecret: 'DEMO-google-client-secret-not-secret',
  redirectUris: ['http://localhost:*', 'http://127.0.0.1:*'],
}

/** DEMO: the app as Apple knows it; only the public half of its key is here. */
export const demoAppleClient = {
  clientId: 'jp.example.enishi.demo',
  teamId: 'DEMOTEAM00',
  keyId: 'DEMOKEY000',
  jwks: {
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        kid: 'DEMOKEY000',
        alg: 'ES256',
        use: 'sig',
        x: 'A9kDEtPhayc8rwhCO5VSc0MFDrXeFZmstjLxxtx-Yo4',
        y: 'xZlGeFoMz4utUbmpCyitfQ1XPlW_VcF-LpqP6e1QK1o',
      },
    ],
  },
  redirectUris: ['http://localhost:*', 'http://127.0.0.1:*'],
}

/** DEMO: the line between the cash machines' centre and the town's host, and the town's number there. */
export const demoAtmLine = {
  keyId: 'demo-1',
  key: 'DEMO-atm-line-key-not-secret-32-bytes',
  companyCode: '4649',
}

/** DEMO: what the town's DNS would say about the key that signs its mail (RFC 6376, 3.6.1). */
export const demoDkimRecord = {
  name: 'demo._domainkey.enishi-saitama.example.jp',
  text: [
    'v=DKIM1; k=rsa; p=',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmQN8NPlpy0evI3exyHWP7+hydBSdaJbaUQoMhIq+F1GR/LgoVERy3XLp',
    'PAakjeYB/DhKK39yvDgcW3xyKvsWQimxTb+W7VaHUPUuVvJ+BGwBIWGiH/fkOT9cQTsfEG1WZUEP4Otb9iL/84vGP5HzphD7iRe3',
    'rKonYtxkai/WU8uFLmLOIxKvAP/in3xDZNTuLtHwt3Nqq4SumbruPfGH5rE0+Ih5x9HydjMbJs3e+w8p0ksHZWTqzXA8rGQVPtFn',
    'RIC4PdbvMcUtDY9tQpipK/8xBO2HEMCjGNHsm7Gtmf0wE1rBE/JKfV8RJYEyMq3WhsiX+tuQd9kX7L0GY9Y9GwIDAQAB',
  ].join(''),
}
