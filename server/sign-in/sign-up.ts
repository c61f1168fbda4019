import type { BodyOf } from '#contract/endpoint.ts'
import type { signUp as endpoint } from '#contract/sign-in.ts'
import type { Person } from '../access.ts'
import type { Context } from '../context.ts'
import { makeId } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import { hashPassword, isPassword, nobodysPassword } from './password.ts'
import { findLoginByMail, insertLogin, type Login, readVersionsInForce, registerResident } from './queries.ts'
import { isTooWeak } from './rules.ts'

type Request = BodyOf<typeof endpoint>

/**
 * Registers a resident with a wallet, a way in and the consent to the documents as they now are, in one
 * transaction; the same request again answers the same. Refuses terms_outdated, password_too_weak, mail_taken.
 */
export async function signUp(context: Context, request: Request): Promise<Person> {
  const before = await findLoginByMail(context.database, 'resident', request.mail)
  if (before) return answerAgain(before, request)

  await refuseOutdatedTerms(context, request)
  if (isTooWeak(request.password, request.mail)) refuse('password_too_weak')

  const passwordHash = await hashPassword(request.password)
  const loginId = makeId()
  const inserted = await context.database.transact(async (tx) => {
    const { id, mail } = request
    const login = {
      id: loginId,
      audience: 'resident',
      subject: id,
      mail,
      passwordHash,
      at: context.now(),
    } as const
    if (!(await insertLogin(tx, login))) return false
    await registerResident(tx, { ...request, at: context.now() })
    return true
  })
  if (inserted) return { audience: 'resident', id: request.id, loginId }
  // A twin of this very request was faster, or somebody else took the address meanwhile.
  const twin = await findLoginByMail(context.database, 'resident', request.mail)
  if (!twin) refuse('mail_taken')
  return answerAgain(twin, request)
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

async function answerAgain(login: Login, request: Request): Promise<Person> {
  const kept = login.passwordHash ?? (await nobodysPassword())
  const same = login.subject === request.id && (await isPassword(request.password, kept))
  if (!same) refuse('mail_taken')
  return { audience: 'resident', id: login.subject, loginId: login.id }
}
