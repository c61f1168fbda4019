// Registering makes an account at once, as the guide has it. Its address is a claim until メール認証 has proven it, and
// anybody may claim any address: so nobody learns from us who has one.
import type { BodyOf } from '#contract/endpoint.ts'
import type { signUp as endpoint } from '#contract/sign-in.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { enqueue } from '../jobs/queue.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { readNamesIn } from '../words/queries.ts'
import { wordsOf } from '../words/words.ts'
import { hashPassword, isPassword } from './password.ts'
import { findLoginByMail, findRepeated, forgetTries, insertLogin } from './queries.ts'
import { readVersionsInForce, registerResident } from './sign-up-queries.ts'
import { repeatMinutes } from './rules.ts'
import { enterResident } from './sign-in.ts'
import { hasRoom, requireRoom } from './sources.ts'
import { requireTry, triesOf } from './tries.ts'
import { requireStrongPassword } from './weak-password.ts'

type Request = BodyOf<typeof endpoint>

/**
 * Registers a resident with a wallet, a way in and the consent, in one transaction; the same request again, while it
 * is fresh, is the same resident. An address that has an account takes the very same path. Refuses what the contract
 * lists.
 */
export async function signUp(context: Context, source: string, request: Request): Promise<Person> {
  await requireRoom(context, source, 'signUps')
  await refuseOutdatedTerms(context, request)
  const { id, mail, password, termsVersion, privacyVersion, language } = request
  requireStrongPassword(password, mail)
  const passwordHash = await hashPassword(password)
  const [loginId, at] = [makeId(), context.now()]
  const registered = await context.database.transact(async (tx) => {
    const login = { id: loginId, audience: 'resident', subject: id, mail, passwordHash, at } as const
    if (!(await insertLogin(tx, { ...login, mailVerified: false }))) return false
    await registerResident(tx, { id, termsVersion, privacyVersion, language, at })
    // Whether the address has an account is looked up later, so that the time of the answer does not tell.
    await enqueue(context.queue, tx, 'sign-in.tell-claimed', { mail, claimant: id })
    return true
  })
  return registered ? { audience: 'resident', id, loginId } : repeat(context, request)
}

/** Who comes back with a registration whose answer was lost; it lets in like a password, so it is held like one. */
async function repeat(context: Context, { id, mail, password }: Request): Promise<Person> {
  const since = new Date(context.now().getTime() - repeatMinutes * 60_000)
  const login = await findRepeated(context.database, { id, mail, since })
  if (!login?.passwordHash) refuse('invalid_input')
  const tries = triesOf({ loginId: login.id })
  await requireTry(context, tries, 'sign_in_paused')
  if (!(await isPassword(password, login.passwordHash))) refuse('invalid_input')
  await forgetTries(context.database, tries)
  const entered = await enterResident(context, login)
  if (entered.state === 'second_step') refuse('invalid_input')
  return entered.person
}

/** Tells whoever has proven an address that somebody else has registered with it; for others it does nothing. */
export async function tellClaimed(
  context: Context,
  { mail, claimant }: { mail: string; claimant: string },
): Promise<void> {
  const owner = await findLoginByMail(context.database, 'resident', mail)
  if (!owner || owner.subject === claimant || !(await hasRoom(context, owner.id, 'claimsTold'))) return
  const { appName } = await readNamesIn(context.database, owner.language, context.now())
  const { mails: words } = wordsOf(owner.language)
  const { origin } = context.config
  await context.providers.mail.send({
    to: owner.mail,
    subject: words.claimed,
    text: [
      words.claimedWhat(appName),
      '',
      words.claimedYours,
      `${origin}/sign-in`,
      words.claimedForgotten,
      `${origin}/password-reset`,
      '',
      words.claimedNotYours,
    ].join('\n'),
    reference: makeId(),
  })
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
