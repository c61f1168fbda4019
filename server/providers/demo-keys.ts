// DEMO KEYS. They are published with this program, so they protect nothing: a production start must refuse
// them.

export const demoBankMerchant = {
  ccid: 'A100000DEMO0000000000000cc',
  key: 'DEMO-bankpay-merchant-key-not-secret',
}
/** The town's line to the cash machines, and its number there. */
export const demoAtmLine = {
  keyId: 'demo-1',
  key: 'DEMO-atm-line-key-not-secret-32-bytes',
  companyCode: '4649',
}
export const demoFingerprintKey = 'DEMO-account-fingerprint-key-not-secret'
export const demoSms = {
  accountSid: 'ACDEMO00000000000000000000000town',
  authToken: 'DEMO-sms-token-town-not-secret',
}
export const demoIdCard = {
  clientId: 'RP00000001',
  privateJwk: {
    kty: 'EC',
    crv: 'P-256',
    kid: 'demo-1',
    x: 'WQ6NlbVdnNtbo8wv1alL0aeAiWhYsFZe2feFkjDOqtU',
    y: 'kyEuXbBx6UvFkTnt9AMInZTC-x0PUIwrjMwd4MKMfoQ',
    d: 'QBmASQnsXJMuOiP57H5cMo2CBUOCZUqcoKqSj50FO3M',
  },
}

export const demoGoogle = {
  clientId: '000000000000-demo.apps.example',
  clientSecret: 'DEMO-google-client-secret-not-secret',
}
const demoApplePart = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPY+7xXLVdvsP+9Is'
export const demoApple = {
  clientId: 'jp.example.enishi.demo',
  teamId: 'DEMOTEAM00',
  keyId: 'DEMOKEY000',
  privateKey: `-----BEGIN PRIVATE KEY-----
${demoApplePart}
VKY1Za66SafbERbQZUMZ9/pvnn2hRANCAAQD2QMS0+FrJzyvCEI7lVJzQwUOtd4V
may2MvHG3H5ijsWZRnhaDM+LrVG5qQsorX0NVz5Vv1XBfi6aj+ntUCta
-----END PRIVATE KEY-----`,
}

const demoSecrets = [
  demoBankMerchant.key,
  demoAtmLine.key,
  demoFingerprintKey,
  demoSms.authToken,
  demoIdCard.privateJwk.d,
  demoGoogle.clientSecret,
  demoApplePart,
]

/** Says whether a setting is, or contains (a key as JSON), one of the published demo keys. Never throws. */
export function isDemoKey(value: unknown): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  return demoSecrets.some((secret) => text.includes(secret))
}
