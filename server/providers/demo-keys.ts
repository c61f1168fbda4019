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

export const demoCardProcessor = {
  apiKey: 'sk_test_DEMO_enishi_not_secret',
  webhookSecret: 'whsec_DEMO_enishi_not_secret',
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

const demoDkimPart = 'MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQCZA3w0+WnLR68j'
/** Signs the mail of the rehearsal town; the simulated mailbox knows the public half. */
export const demoDkim = {
  domain: 'enishi-saitama.example.jp',
  selector: 'demo',
  privateKey: `-----BEGIN PRIVATE KEY-----
${demoDkimPart}
d7HIdY/v6HJ0FJ1oltpRCgyEir4XUZH8uChURHLdcuk8BqSN5gH8OEorf3K8OBxb
fHIq+xZCKbFNv5btVodQ9S5W8n4EbAEhYaIf9+Q5P1xBOx8QbVZlQQ/g61v2Iv/z
i8Y/kfOmEPuJF7esqidi3GRqL9ZTy4UuYs4jEq8A/+KffENk1O4u0fC3c2qrhK6Z
uu498YfmsTT4iHnH0fJ2Mxsmzd77DynSSwdlZOrNcDysZBU+0WdEgLg91u8xxS0N
j21CmKkr/zEE7YcQwKMY0eybsa2Z/TATWsET8kp9XxElgTIyrdaGyJf625B32Rfs
vQZj1j0bAgMBAAECggEARlv/Z76OYq6WPqlh4ysH4knRI0Z9cSP4xI3p3qKLsV5N
Uld+F+2XofOegv8M+MDchdV+aY0Dvb/RblIFj3UAsbDJOlaQeJcyxsvPIKUFxFPD
m01xRuDunVJgwhAFA0E7mni16/ddxIsohZ1urjmXP3QMreftiiR90uxD8j4IAGRd
RWhc6j522O+lON1O06//97KdkVkR1t1vW9x+H2zUlZky2ax9pY/2GZpbaEIfy/FA
C1sBiuKCAnE8x/wIzodMEJr3buycuAGIT5vjQCJRwyTke241eHUnEEyuM+5Z7viI
5CvIKAF+I05hDBJ/YVz/a7LH+zNafbj7JhXS1C80IQKBgQDWNeU8KP4DOfO+qI9C
1Oz/Nnf/v4fEjJ7Inhu89RQ5wiGT5gv9oogUcr2tPr6gmizQeO0VfN+9KiLYyjVe
NET+CKmZ+9jz0BWUhRcWx5yQoW2SxjTroK+gswg0iibdMRqqlPc0HqD0/27YDtsi
2evqK1vtTy1qaTW4zd6OAgKLYQKBgQC23UrxFelJVIokBQo4EGO5m3mlf95V8QgJ
qMNirM/303p8VA0/yMPEwv2kSThuWD6Q87UR9wd5lVN0JBiypP+w8d/XmhJfdskI
A/sdX3GH+FS4ji+GV+WwacHdiwlpVVRn97vU7e4ZS0l464g3sMMbHJtT94iAaLKh
Ll0z/ky1+wKBgBIzAgbadLpRciQAris/a+NC/W79FsvcJqFkzXaAW/eMRs4J/XrP
FECofvT5H7kFYElV/M6WjWvE6LECfQZD6piqo74xZ31PcIXtyMhmrSackHKn5Fcg
j8tXapsMIcEpKtrTTS1gbMxj50bz/Co52ZFLncPLtlAUIDxTQVVPVmgBAoGASUWa
hceV1oA9aflrAtPuYazerWXzHNSbt+MbhypfmpnudmrndCtp5imLoIyGRBCv4T0F
zNEC+cDP07Wy/8IFgk0ouCdQPVhHbSLLOBXKVAU5TUoL2PTXYDzAJZlUiBRc4dvu
M3+y7AeyxPT7e/Uj+HUZ+CczVuCc0uDVD8RR0IkCgYA0vNkgnMaTOYMO9bRdq3/Q
xOuPQ8chWtb/1TYtnN2yN2Y/QIVPdi9rR9fCGTuXFI1WLLWmhCQaHktNG7EubPlf
wbB/Nhv/ABenXgd/P+ht+gRJQfIb//JVV0Mdmb2jkoAH/i2+D41o9ntojHDF3vKF
08guqOh+G7C2ONhSGd/T6g==
-----END PRIVATE KEY-----`,
}

/** DEMO: the key by which push services know the town (RFC 8292). */
export const demoPush = { privateKey: 'offD4wNrTEz_J34WQk9THS9YvrHSbuwgFv7sOcvcEk8' }

const demoSecrets = [
  demoPush.privateKey,
  demoBankMerchant.key,
  demoAtmLine.key,
  demoFingerprintKey,
  demoSms.authToken,
  demoIdCard.privateJwk.d,
  demoCardProcessor.apiKey,
  demoCardProcessor.webhookSecret,
  demoGoogle.clientSecret,
  demoApplePart,
  demoDkimPart,
]

/** Says whether a setting is, or contains (a key as JSON), one of the published demo keys. Never throws. */
export function isDemoKey(value: unknown): boolean {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  return demoSecrets.some((secret) => text.includes(secret))
}
