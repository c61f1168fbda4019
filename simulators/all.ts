// Starts the whole outside world, for `node simulators/all.ts` and for the town that runs beside it.
import { join } from 'node:path'
import { startAtm } from './atm/server.ts'
import { startBank } from './bank/server.ts'
import { startCard } from './card/server.ts'
import { startIdCard } from './id-card/server.ts'
import { demoRelyingParty } from './lib/demo-credentials.ts'
import { startMail } from './mail/server.ts'
import { startPush } from './push/server.ts'
import { startSignIn } from './sign-in/server.ts'
import { startSms } from './sms/server.ts'

const env = process.env

function port(name: string, usual: number): number {
  const value = Number(env[name] ?? usual)
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new Error(`${name} must be a port, 0 to 65535`)
  return value
}

/** What all have in common: SIM_HOST, SIM_<NAME>_URL (how browsers reach it), SIM_STATE_DIR. */
function common(name: string) {
  const directory = env['SIM_STATE_DIR']
  const publicUrl = env[`SIM_${name.toUpperCase().replace('-', '_')}_URL`]
  return {
    host: env['SIM_HOST'] ?? 'localhost',
    ...(publicUrl ? { publicUrl } : {}),
    ...(directory ? { stateFile: join(directory, `${name}.json`) } : {}),
  }
}

/**
 * The relying party: SIM_ID_CARD_CLIENT_ID, _CLIENT_NAME, _JWKS (JSON) and _REDIRECT_URIS (spaces between)
 * replace those of the demo.
 */
function relyingParty() {
  const jwks = env['SIM_ID_CARD_JWKS']
  return {
    clientId: env['SIM_ID_CARD_CLIENT_ID'] ?? demoRelyingParty.clientId,
    name: env['SIM_ID_CARD_CLIENT_NAME'] ?? demoRelyingParty.name,
    jwks: jwks ? (JSON.parse(jwks) as { keys: object[] }) : demoRelyingParty.jwks,
    redirectUris: env['SIM_ID_CARD_REDIRECT_URIS']?.split(' ') ?? demoRelyingParty.redirectUris,
  }
}

const sms = await startSms({ ...common('sms'), port: port('SIM_SMS_PORT', 7060) })
const [bank, card, mail, idCard, signIn, push, atm] = await Promise.all([
  startBank({ ...common('bank'), port: port('SIM_BANK_PORT', 7040), smsUrl: sms.url }),
  startCard({ ...common('card'), port: port('SIM_CARD_PORT', 7030), smsUrl: sms.url }),
  startMail({ ...common('mail'), port: port('SIM_MAIL_PORT', 7065), smtpPort: port('SIM_SMTP_PORT', 2525) }),
  startIdCard({ ...common('id-card'), port: port('SIM_ID_CARD_PORT', 7010), clients: [relyingParty()] }),
  startSignIn({ ...common('sign-in'), port: port('SIM_SIGN_IN_PORT', 7020) }),
  startPush({ ...common('push'), port: port('SIM_PUSH_PORT', 7067) }),
  startAtm({
    ...common('atm'),
    port: port('SIM_ATM_PORT', 7070),
    // The machines ask the town, so they must know where it is.
    hostUrl: env['SIM_ATM_HOST_URL'] ?? 'http://localhost:4000',
  }),
])

const stop = () => {
  // A second signal must not start a second ending.
  process.off('SIGTERM', stop).off('SIGINT', stop)
  void Promise.all([sms, bank, card, mail, idCard, signIn, push, atm].map((simulator) => simulator.close()))
}
process.on('SIGTERM', stop).on('SIGINT', stop)

const smtp = `smtp://${env['SIM_HOST'] ?? 'localhost'}:${mail.smtpPort}`
console.log(
  JSON.stringify({
    ready: {
      ...{ idCard: idCard.url, signIn: signIn.url, bank: bank.url, card: card.url, atm: atm.url },
      ...{ sms: sms.url, mail: mail.url, push: push.url, smtp },
    },
  }),
)
