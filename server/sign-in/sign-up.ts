// Registering in two requests: the address is proven before there is an account, so that nobody learns from us who
// has one, and nobody gets an account under somebody else's address.
import { createHmac, randomInt } from 'node:crypto'
import type { BodyOf } from '#contract/endpoint.ts'
import type { finishSignUp as finishEndpoint, signUp as endpoint } from '#contract/sign-in.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import type { Transaction } from '../lib/database.ts'
import { makeId, sameBytes } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { markMailVerified } from './federated-queries.ts'
import { hashPassword } from './password.ts'
import {
  findLoginByMail,
  insertLogin,
  readAppName,
  readVersionsInForce,
  registerResident,
} from './queries.ts'
import { signUpMinutes, signUpsPerMail, signUpTries } from './rules.ts'
import {
  countSignUpsSince,
  countSignUpTry,
  keepSignUp,
  markSignUpFinished,
  type SignUp,
} from './sign-up-queries.ts'
import { requireRoom } from './sources.ts'
import { requireStrongPassword } from './weak-password.ts'

type Request = BodyOf<typeof endpoint>

const hmacOf = (context: Context, id: string, code: string) =>
  createHmac('sha256', context.config.passcodeKey).update(`sign-up/${id}/${code}`).digest()

/**
 * Begins a registration and sends six digits to the address; sent again it sends fresh ones. An address that has an
 * account takes the same path, and its owner gets word of it without digits. Refuses what the contract lists.
 */
export async function signUp(context: Context, source: string, request: Request): Promise<string> {
  await requireRoom(context, source, 'signUps')
  await refuseOutdatedTerms(context, request)
  const { id, mail, password } = request
  requireStrongPassword(password, mail)
  const now = context.now()
  const hourAgo = new Date(now.getTime() - 3_600_000)
  if ((await countSignUpsSince(context.database, mail, hourAgo)) >= signUpsPerMail) {
    refuse('too_many_requests', { waitSeconds: 3600 })
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const kept = await keepSignUp(context.database, {
    ...request,
    passwordHash: await hashPassword(password),
    codeHmac: hmacOf(context, id, code),
    sentAt: now,
    expiresAt: new Date(now.getTime() + signUpMinutes * 60_000),
  })
  if (!kept) refuse('invalid_input')
  await sendMail(context, mail, code)
  return mail
}

async function sendMail(context: Context, mail: string, code: string): Promise<void> {
  const taken = await findLoginByMail(context.database, 'resident', mail)
  const appName = await readAppName(context.database, context.now())
  const { origin } = context.config
  const lines = taken
    ? [
        `${appName}への登録が申し込まれましたが、このメールアドレスはすでに登録されています。`,
        '',
        'ご自身で申し込まれた場合は、いつもの方法でログインしてください。',
        `${origin}/sign-in`,
        'パスワードをお忘れの場合は、こちらで再設定できます。',
        `${origin}/password-reset`,
      ]
    : [
        `${appName}への登録を続けるには、登録の画面に次の6桁の数字を入力してください。`,
        '',
        code,
        '',
        `この数字は${signUpMinutes}分間使えます。だれにも教えないでください。`,
      ]
  await context.providers.mail.send({
    to: mail,
    subject: taken ? '登録済みのお知らせ' : '登録の確認番号',
    text: [...lines, '', 'お心当たりのない場合は、このメールを破棄してください。'].join('\n'),
    reference: makeId(),
  })
}

/**
 * Finishes a registration: a resident with a wallet, a way in with a proven address, and the consent, in one
 * transaction; the same request again answers the same. Refuses what the contract lists.
 */
export async function finishSignUp(
  context: Context,
  { id, code }: BodyOf<typeof finishEndpoint>,
): Promise<Person> {
  const begun = await countSignUpTry(context.database, id, context.now())
  if (!begun || begun.tries > signUpTries) refuse('sign_up_expired')
  if (!sameBytes(begun.codeHmac, hmacOf(context, id, code))) {
    const triesLeft = signUpTries - begun.tries
    refuse('mail_code_wrong', { triesLeft })
  }
  const loginId = makeId()
  const registered = await context.database.transact((tx) => register(context, tx, begun, loginId))
  if (registered) return { audience: 'resident', id, loginId }
  // A twin of this very request was faster, or the address was registered meanwhile in another way.
  const holder = await findLoginByMail(context.database, 'resident', begun.mail)
  if (holder?.subject !== id) refuse('mail_taken')
  return { audience: 'resident', id, loginId: holder.id }
}

async function register(
  context: Context,
  tx: Transaction,
  { id, mail, passwordHash, termsVersion, privacyVersion }: SignUp,
  loginId: string,
): Promise<boolean> {
  const at = context.now()
  const login = { id: loginId, audience: 'resident', subject: id, mail, passwordHash, at } as const
  if (!(await insertLogin(tx, login))) return false
  await markMailVerified(tx, loginId, at)
  await registerResident(tx, { id, termsVersion, privacyVersion, at })
  await markSignUpFinished(tx, id, at)
  return true
}

/** Refuses terms_outdated unless these are the documents as they now are. */
export async function refuseOutdatedTerms(
  context: Context,
  agreed: { termsVersion: string; privacyVersion: string },
): Promise<void> {
  const inForce = await readVersionsInForce(context.database, context.now())
  if (agreed.termsVersion !== inForce.terms || agreed.privacyVersion !== inForce.privacy) {
    refuse('terms_outdated')
  }
}
