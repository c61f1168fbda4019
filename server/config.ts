// Environment → settings. A production that would be unsafe does not start.
import { type SignInProviderName, signInProviders } from '#contract/federated.ts'
import {
  demoApple,
  demoAtmLine,
  demoBankMerchant,
  demoCardProcessor,
  demoDkim,
  demoFingerprintKey,
  demoGoogle,
  demoIdCard,
  demoPush,
  demoSms,
  isDemoKey,
} from './providers/demo-keys.ts'
import { type MoneySound, readMoneySound } from './money-sound.ts'

/** A key by its name, so that it can be changed while what the old one signed is still believed. */
export type NamedKey = { keyId: string; key: string }
export type StoreCodeKey = NamedKey

export type Config = {
  production: boolean
  databaseUrl: string
  /** Where people reach us, without a slash at the end. */
  origin: string
  host: string
  port: number
  /**
   * Addresses and networks of our own proxies, for example `10.0.0.0/8`. What they say of where a request comes
   * from is believed; anybody else's `X-Forwarded-For` is not.
   */
  trustedProxies: string[]
  /** HMAC key of one-time passcodes. */
  passcodeKey: string
  /** Key under which the secrets of authenticator apps are kept. */
  sealingKey: string
  /** Whether operators have to have a second step; where they need not, whoever has set one up is asked for it. */
  operatorSecondStep: 'required' | 'optional'
  /** Keys of the anti-sticker mark in store codes; the first one signs, the others are still read. */
  storeCodeKeys: StoreCodeKey[]
  /** The first digits of codes that residents show, by which tills know the service; up to eight. */
  payerCodePrefix: string
  /** Lets stores' programs be told at addresses that are not public: for trying out on one machine. */
  webhooksAnywhere: boolean
  /** Keys that charge codes are made with; the first one makes them, those of the others are still good. */
  chargeCodeKeys: NamedKey[]
  /** Raster tiles behind the map of stores; without them the map shows the stores and the names of the wards. */
  map: { tiles: string; attribution: string } | null
  /** The town's own sound of a payment; without it the apps make theirs. */
  moneySound: MoneySound | null
  bank: {
    baseUrl: string
    merchantCcid: string
    merchantKey: string
    fingerprintKey: string
    dummyRequest: boolean
    timeoutMs: number
  }
  /** The first key signs; the others are still believed. */
  atm: { baseUrl: string; companyCode: string; keys: NamedKey[]; timeoutMs: number }
  card: { baseUrl: string; apiKey: string; webhookSecrets: string[]; timeoutMs: number }
  sms: { baseUrl: string; accountSid: string; authToken: string; from: string }
  mail: {
    url: string
    from: string
    /** Not set where the mail server signs what it sends. */
    dkim?: { domainName: string; keySelector: string; privateKey: string }
  }
  push: {
    /** The VAPID key (RFC 8292), P-256, base64url. */
    privateKey: string
    /** Where push services reach us, `mailto:` or `https:`. */
    contact: string
    /** A push service on this machine, for rehearsals; null in earnest. */
    rehearsalUrl: string | null
  }
  idCard: {
    issuer: string
    clientId: string
    privateJwk: Record<string, string>
    /** Set where the provider publishes no discovery document: all four or none. */
    endpoints?: IdCardEndpoints
    scope?: string
    /** What is asked for, for example `aal3 crl`. */
    acrValues?: string
    /** What the answer must say; where it is not set the answer's acr is not looked at. */
    expectedAcr?: string
  }
  /** Whose accounts open a door here; the settings of the others are not looked at. */
  signInProviders: SignInProviderName[]
  google: { issuer: string; clientId: string; clientSecret: string }
  apple: { issuer: string; clientId: string; teamId: string; keyId: string; privateKey: string }
}

type IdCardEndpoints = { authorization: string; token: string; userinfo: string; jwks: string }

type Environment = Record<string, string | undefined>

const demoPasscodeKey = 'DEMO-passcode-key-not-secret'
const demoSealingKey = 'DEMO-sealing-key-not-secret'
const demoChargeCodeKey = 'DEMO-charge-code-key-not-secret-32-bytes'
const demoStoreCodeKey = 'DEMO-store-code-key-not-secret-32-bytes'
const ownDemoKeys: unknown[] = [demoPasscodeKey, demoSealingKey, demoChargeCodeKey, demoStoreCodeKey]

/**
 * Reads the settings; what is missing or empty is a demo value. Throws one sentence for each setting that must not
 * be as it is: in production a demo key, one that could be guessed, a provider on this machine, or an address without
 * TLS.
 */
export function readConfig(environment: Environment): Config {
  const config = readSettings(withoutEmpty(environment))
  const unsafe = config.production ? whatIsUnsafe(config) : []
  if (unsafe.length > 0)
    throw new Error(`This is no safe production:\n${unsafe.map((line) => `- ${line}`).join('\n')}`)
  return config
}

function readSettings(env: Environment): Config {
  const port = Number(env.PORT ?? 4000)
  return {
    production: env.NODE_ENV === 'production',
    databaseUrl: env.DATABASE_URL ?? '',
    origin: (env.ORIGIN ?? `http://localhost:${port}`).replace(/\/$/, ''),
    host: env.HOST ?? '127.0.0.1',
    port,
    trustedProxies: (env.TRUSTED_PROXIES ?? '').split(',').filter((proxy) => proxy !== ''),
    passcodeKey: env.PASSCODE_KEY ?? demoPasscodeKey,
    sealingKey: env.SEALING_KEY ?? demoSealingKey,
    operatorSecondStep: readOperatorSecondStep(env),
    storeCodeKeys: readNamedKeys(env, 'STORE_CODE_KEYS') ?? [{ keyId: 'demo', key: demoStoreCodeKey }],
    payerCodePrefix: readPayerCodePrefix(env.PAYER_CODE_PREFIX),
    webhooksAnywhere: env.WEBHOOKS_ANYWHERE === '1',
    chargeCodeKeys: readNamedKeys(env, 'CHARGE_CODE_KEYS') ?? [{ keyId: 'demo', key: demoChargeCodeKey }],
    ...{ map: readMap(env), moneySound: readMoneySound(env.MONEY_SOUND) },
    bank: {
      baseUrl: env.BANKPAY_BASE ?? 'http://localhost:7040',
      merchantCcid: env.BANKPAY_CCID ?? demoBankMerchant.ccid,
      merchantKey: env.BANKPAY_KEY ?? demoBankMerchant.key,
      fingerprintKey: env.BANK_FINGERPRINT_KEY ?? demoFingerprintKey,
      dummyRequest: env.BANKPAY_DUMMY === '1',
      timeoutMs: Number(env.BANKPAY_TIMEOUT_MS ?? 8000),
    },
    atm: {
      baseUrl: env.ATM_BASE ?? 'http://localhost:7070',
      companyCode: env.ATM_COMPANY_CODE ?? demoAtmLine.companyCode,
      keys: readNamedKeys(env, 'ATM_KEYS') ?? [{ keyId: demoAtmLine.keyId, key: demoAtmLine.key }],
      timeoutMs: Number(env.ATM_TIMEOUT_MS ?? 8000),
    },
    card: {
      baseUrl: env.STRIPE_BASE ?? 'http://localhost:7030',
      apiKey: env.STRIPE_SECRET_KEY ?? demoCardProcessor.apiKey,
      // Two during a rotation, with a comma between.
      webhookSecrets: (env.STRIPE_WEBHOOK_SECRETS ?? demoCardProcessor.webhookSecret).split(','),
      timeoutMs: Number(env.STRIPE_TIMEOUT_MS ?? 8000),
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
      ...readDkim(env),
    },
    push: readPush(env),
    idCard: readIdCard(env),
    signInProviders: readSignInProviders(env.SIGN_IN_PROVIDERS),
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
      privateKey: env.APPLE_PRIVATE_KEY ? linesOf(env.APPLE_PRIVATE_KEY) : demoApple.privateKey,
    },
  }
}

/** Where an empty setting says something of its own: that the mail server signs, that nobody's account opens a door. */
const meantEmpty = ['MAIL_DKIM_PRIVATE_KEY', 'SIGN_IN_PROVIDERS']

function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== '' || meantEmpty.includes(name)),
  )
}

/** Many places that hold settings keep one line only, so line ends may be written as \n. */
const linesOf = (key: string) => key.replaceAll('\\n', '\n')

/** MAIL_DKIM_PRIVATE_KEY, set and empty, says that the mail server signs. */
function readDkim(env: Environment): Pick<Config['mail'], 'dkim'> {
  if (env.MAIL_DKIM_PRIVATE_KEY === '') return {}
  return {
    dkim: {
      domainName: env.MAIL_DKIM_DOMAIN ?? demoDkim.domain,
      keySelector: env.MAIL_DKIM_SELECTOR ?? demoDkim.selector,
      privateKey: env.MAIL_DKIM_PRIVATE_KEY ? linesOf(env.MAIL_DKIM_PRIVATE_KEY) : demoDkim.privateKey,
    },
  }
}

function readMap(env: Environment): Config['map'] {
  const { MAP_TILES_URL: tiles, MAP_TILES_ATTRIBUTION: attribution = '' } = env
  return tiles ? { tiles, attribution } : null
}

function readPush(env: Environment): Config['push'] {
  return {
    privateKey: env.PUSH_PRIVATE_KEY ?? demoPush.privateKey,
    contact: env.PUSH_CONTACT ?? 'mailto:office@enishi-saitama.example.jp',
    rehearsalUrl: env.PUSH_REHEARSAL_URL || null,
  }
}

function readIdCard(env: Environment): Config['idCard'] {
  const endpoints = {
    authorization: env.MYNA_AUTHORIZATION_ENDPOINT ?? '',
    token: env.MYNA_TOKEN_ENDPOINT ?? '',
    userinfo: env.MYNA_USERINFO_ENDPOINT ?? '',
    jwks: env.MYNA_JWKS_URI ?? '',
  }
  const given = Object.values(endpoints).filter((address) => address !== '').length
  if (given !== 0 && given !== 4) {
    throw new Error(
      'MYNA_AUTHORIZATION_ENDPOINT, MYNA_TOKEN_ENDPOINT, MYNA_USERINFO_ENDPOINT and MYNA_JWKS_URI go together',
    )
  }
  return {
    issuer: env.MYNA_ISSUER ?? 'http://localhost:7010/api/realms/main',
    clientId: env.MYNA_CLIENT_ID ?? demoIdCard.clientId,
    privateJwk: env.MYNA_PRIVATE_JWK ? JSON.parse(env.MYNA_PRIVATE_JWK) : demoIdCard.privateJwk,
    ...(given === 4 ? { endpoints } : {}),
    ...(env.MYNA_SCOPE ? { scope: env.MYNA_SCOPE } : {}),
    ...(env.MYNA_ACR_VALUES ? { acrValues: env.MYNA_ACR_VALUES } : {}),
    ...(env.MYNA_EXPECTED_ACR ? { expectedAcr: env.MYNA_EXPECTED_ACR } : {}),
  }
}

function readSignInProviders(text: string | undefined): SignInProviderName[] {
  if (text === undefined) return [...signInProviders]
  const names = text.split(',').filter((name) => name !== '')
  const known = signInProviders.filter((name) => names.includes(name))
  if (known.length !== names.length)
    throw new Error(`SIGN_IN_PROVIDERS takes ${signInProviders.join(' and ')}, with a comma between`)
  return known
}

function readNamedKeys(env: Environment, name: string): NamedKey[] | undefined {
  return env[name]?.split(',').map((pair) => {
    const [keyId, key, ...rest] = pair.split(':')
    if (!keyId || !key || rest.length > 0) throw new Error(`${name} takes id:key, with a comma between`)
    return { keyId, key }
  })
}

/** A town to walk through is walked through without a phone. */
function readOperatorSecondStep(env: Environment): Config['operatorSecondStep'] {
  const text = env.OPERATOR_SECOND_STEP ?? (env.NODE_ENV === 'production' ? 'required' : 'optional')
  if (text !== 'required' && text !== 'optional') {
    throw new Error('OPERATOR_SECOND_STEP takes required or optional')
  }
  return text
}

function readPayerCodePrefix(text = '9931'): string {
  if (!/^\d{1,8}$/.test(text)) throw new Error('PAYER_CODE_PREFIX takes one to eight digits')
  return text
}

const isThisMachine = /^(localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/

/** A key that both sides of a HMAC know is as long as what it gives (RFC 2104, section 3). */
const leastKeyLength = 32

type Secrets = [name: string, value: unknown][]

function whichKeysAreUnsafe(config: Config): string[] {
  const offers = (name: SignInProviderName) => config.signInProviders.includes(name)
  const named = (name: string, keys: NamedKey[]): Secrets => keys.map(({ key }) => [name, key])
  const chosen: Secrets = [
    ['PASSCODE_KEY', config.passcodeKey],
    ['SEALING_KEY', config.sealingKey],
    ['BANK_FINGERPRINT_KEY', config.bank.fingerprintKey],
    ...named('CHARGE_CODE_KEYS', config.chargeCodeKeys),
    ...named('ATM_KEYS', config.atm.keys),
    ...named('STORE_CODE_KEYS', config.storeCodeKeys),
  ]
  // How long these are is for whoever gives them to say.
  const given: Secrets = [
    ['BANKPAY_KEY', config.bank.merchantKey],
    ['STRIPE_SECRET_KEY', config.card.apiKey],
    ...config.card.webhookSecrets.map((secret): Secrets[number] => ['STRIPE_WEBHOOK_SECRETS', secret]),
    ['SMS_AUTH_TOKEN', config.sms.authToken],
    ['MAIL_DKIM_PRIVATE_KEY', config.mail.dkim?.privateKey],
    ['PUSH_PRIVATE_KEY', config.push.privateKey],
    ['MYNA_PRIVATE_JWK', config.idCard.privateJwk],
    ['GOOGLE_CLIENT_SECRET', offers('google') && config.google.clientSecret],
    ['APPLE_PRIVATE_KEY', offers('apple') && config.apple.privateKey],
  ]
  const isDemo = ([, value]: Secrets[number]) => isDemoKey(value) || ownDemoKeys.includes(value)
  const isShort = ([, value]: Secrets[number]) => String(value).length < leastKeyLength
  return [
    ...[...chosen, ...given]
      .filter(isDemo)
      .map(([name]) => `${name} is a published demo key: set one of your own`),
    ...chosen
      .filter((secret) => !isDemo(secret) && isShort(secret))
      .map(([name]) => `${name} is shorter than ${leastKeyLength} characters`),
  ]
}

function whatIsUnsafe(config: Config): string[] {
  const lines = whichKeysAreUnsafe(config)
  const addresses: [string, string][] = [
    ['ORIGIN', config.origin],
    ['BANKPAY_BASE', config.bank.baseUrl],
    ['ATM_BASE', config.atm.baseUrl],
    ['STRIPE_BASE', config.card.baseUrl],
    ['SMS_BASE', config.sms.baseUrl],
    ['SMTP_URL', config.mail.url],
    ['MYNA_ISSUER', config.idCard.issuer],
    ...config.signInProviders.map((name): [string, string] => [
      `${name.toUpperCase()}_ISSUER`,
      config[name].issuer,
    ]),
    ...Object.entries(config.idCard.endpoints ?? {}).map(([name, address]): [string, string] => [
      `MYNA's ${name} address`,
      address,
    ]),
  ]
  for (const [name, address] of addresses) {
    const { protocol, hostname } = new URL(address)
    if (isThisMachine.test(hostname)) lines.push(`${name} points to this machine: ${address}`)
    else if (protocol === 'http:') lines.push(`${name} is not encrypted: ${address}`)
  }
  if (/^(sk|rk)_test_/.test(config.card.apiKey) && !isDemoKey(config.card.apiKey))
    lines.push('STRIPE_SECRET_KEY is a key of the test mode: no card would ever be charged')
  if (config.card.webhookSecrets.includes('')) lines.push('STRIPE_WEBHOOK_SECRETS has an empty part')
  if (config.operatorSecondStep === 'optional')
    lines.push('OPERATOR_SECOND_STEP lets people of the office in with a password alone')
  if (config.bank.dummyRequest) lines.push('BANKPAY_DUMMY rehearses: no bank would ever be debited')
  if (config.webhooksAnywhere) lines.push('WEBHOOKS_ANYWHERE lets stores reach into this network')
  if (config.push.rehearsalUrl !== null)
    lines.push('PUSH_REHEARSAL_URL lets devices be anywhere in this network')
  if (config.databaseUrl === '') lines.push('DATABASE_URL is missing: production brings its own PostgreSQL')
  return lines
}
