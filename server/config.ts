// Environment → settings. A production that would be unsafe does not start.
import {
  demoApple,
  demoBankMerchant,
  demoFingerprintKey,
  demoGoogle,
  demoIdCard,
  demoSms,
  isDemoKey,
} from './providers/demo-keys.ts'

export type StoreCodeKey = { keyId: string; key: string }

export type Config = {
  production: boolean
  databaseUrl: string
  /** Where people reach us, without a slash at the end. */
  origin: string
  host: string
  port: number
  /** HMAC key of one-time passcodes. */
  passcodeKey: string
  /** Keys of the anti-sticker mark in store codes; the first one signs, the others are still read. */
  storeCodeKeys: StoreCodeKey[]
  bank: {
    baseUrl: string
    merchantCcid: string
    merchantKey: string
    fingerprintKey: string
    dummyRequest: boolean
    timeoutMs: number
  }
  sms: { baseUrl: string; accountSid: string; authToken: string; from: string }
  mail: { url: string; from: string }
  idCard: { issuer: string; clientId: string; privateJwk: Record<string, string> }
  google: { issuer: string; clientId: string; clientSecret: string }
  apple: { issuer: string; clientId: string; teamId: string; keyId: string; privateKey: string }
}

type Environment = Record<string, string | undefined>

const demoPasscodeKey = 'DEMO-passcode-key-not-secret'
const demoStoreCodeKey = 'DEMO-store-code-key-not-secret-32-bytes'

/**
 * Reads the settings; what is missing is a demo value. Throws one sentence for each setting that must not
 * be as it is: in production a demo key, a provider on this machine, or an address without TLS.
 */
export function readConfig(env: Environment): Config {
  const port = Number(env.PORT ?? 4000)
  const config: Config = {
    production: env.NODE_ENV === 'production',
    databaseUrl: env.DATABASE_URL ?? '',
    origin: (env.ORIGIN ?? `http://localhost:${port}`).replace(/\/$/, ''),
    host: env.HOST ?? '127.0.0.1',
    port,
    passcodeKey: env.PASSCODE_KEY ?? demoPasscodeKey,
    storeCodeKeys: readStoreCodeKeys(env.STORE_CODE_KEYS),
    bank: {
      baseUrl: env.BANKPAY_BASE ?? 'http://localhost:7040',
      merchantCcid: env.BANKPAY_CCID ?? demoBankMerchant.ccid,
      merchantKey: env.BANKPAY_KEY ?? demoBankMerchant.key,
      fingerprintKey: env.BANK_FINGERPRINT_KEY ?? demoFingerprintKey,
      dummyRequest: env.BANKPAY_DUMMY === '1',
      timeoutMs: Number(env.BANKPAY_TIMEOUT_MS ?? 8000),
    },
    sms: {
      baseUrl: env.SMS_BASE ?? 'http://localhost:7060',
      accountSid: env.SMS_ACCOUNT_SID ?? demoSms.accountSid,
      authToken: env.SMS_AUTH_TOKEN ?? demoSms.authToken,
      from: env.SMS_FROM ?? '+815000000000',
    },
    mail: {
      url: env.SMTP_URL ?? 'smtp://localhost:2525',
      from: env.MAIL_FROM ?? 'さいたま市みんなのアプリ <no-reply@enishi-saitama.example.jp>',
    },
    idCard: {
      issuer: env.MYNA_ISSUER ?? 'http://localhost:7010/api/realms/main',
      clientId: env.MYNA_CLIENT_ID ?? demoIdCard.clientId,
      privateJwk: env.MYNA_PRIVATE_JWK ? JSON.parse(env.MYNA_PRIVATE_JWK) : demoIdCard.privateJwk,
    },
    google: {
      issuer: env.GOOGLE_ISSUER ?? 'http://localhost:7020/google',
      clientId: env.GOOGLE_CLIENT_ID ?? demoGoogle.clientId,
      clientSecret: env.GOOGLE_CLIENT_SECRET ?? demoGoogle.clientSecret,
    },
    apple: {
      issuer: env.APPLE_ISSUER ?? 'http://localhost:7020/apple',
      clientId: env.APPLE_CLIENT_ID ?? demoApple.clientId,
      teamId: env.APPLE_TEAM_ID ?? demoApple.teamId,
      keyId: env.APPLE_KEY_ID ?? demoApple.keyId,
      // Many places that hold settings keep one line only, so line ends may be written as \n.
      privateKey: env.APPLE_PRIVATE_KEY?.replaceAll('\\n', '\n') ?? demoApple.privateKey,
    },
  }
  const unsafe = config.production ? whatIsUnsafe(config) : []
  if (unsafe.length > 0)
    throw new Error(`This is no safe production:\n${unsafe.map((line) => `- ${line}`).join('\n')}`)
  return config
}

function readStoreCodeKeys(text: string | undefined): StoreCodeKey[] {
  if (text === undefined) return [{ keyId: 'demo', key: demoStoreCodeKey }]
  return text.split(',').map((pair) => {
    const [keyId = '', key = ''] = pair.split(':')
    return { keyId, key }
  })
}

function whatIsUnsafe(config: Config): string[] {
  const lines: string[] = []
  const secrets: [string, unknown][] = [
    ['PASSCODE_KEY', config.passcodeKey],
    ['BANKPAY_KEY', config.bank.merchantKey],
    ['BANK_FINGERPRINT_KEY', config.bank.fingerprintKey],
    ['SMS_AUTH_TOKEN', config.sms.authToken],
    ['MYNA_PRIVATE_JWK', config.idCard.privateJwk],
    ['GOOGLE_CLIENT_SECRET', config.google.clientSecret],
    ['APPLE_PRIVATE_KEY', config.apple.privateKey],
    ...config.storeCodeKeys.map(({ key }): [string, unknown] => ['STORE_CODE_KEYS', key]),
  ]
  for (const [name, value] of secrets) {
    if (isDemoKey(value) || value === demoPasscodeKey || value === demoStoreCodeKey) {
      lines.push(`${name} is a published demo key: set one of your own`)
    }
  }
  const addresses: [string, string][] = [
    ['ORIGIN', config.origin],
    ['BANKPAY_BASE', config.bank.baseUrl],
    ['SMS_BASE', config.sms.baseUrl],
    ['SMTP_URL', config.mail.url],
    ['MYNA_ISSUER', config.idCard.issuer],
    ['GOOGLE_ISSUER', config.google.issuer],
    ['APPLE_ISSUER', config.apple.issuer],
  ]
  for (const [name, address] of addresses) {
    const { protocol, hostname } = new URL(address)
    if (/^(localhost|127\.|\[::1\])/.test(hostname)) lines.push(`${name} points to this machine: ${address}`)
    if (protocol === 'http:') lines.push(`${name} is not encrypted: ${address}`)
  }
  if (config.databaseUrl === '') lines.push('DATABASE_URL is missing: production brings its own PostgreSQL')
  return lines
}
