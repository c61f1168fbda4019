// The mails about one's way in. They name what happened and what to do if it was somebody else.
import type { Language } from '#contract/languages.ts'
import type { Told } from '#contract/notices.ts'
import type { Person } from '../access.ts'
import { sayMinute, wordsOf } from '../words/words.ts'

export type Notice = Extract<Told, { kind: 'security' }>['event']

type Audience = Person['audience']

/** What somebody at a store or the office does at once who did not do it, and where. */
const advice: Record<Exclude<Audience, 'resident'>, { words: string; page: string }> = {
  staff: {
    words: 'お心当たりのない場合は、すぐに下のページでパスワードを決め直し、店主か事務局に知らせてください。',
    page: '/merchant/password-reset',
  },
  operator: {
    words: 'お心当たりのない場合は、すぐに下のページでパスワードを決め直し、ほかの担当者に知らせてください。',
    page: '/operator/password-reset',
  },
}

type About = { at: Date; origin: string; device?: string; audience?: Audience; language: Language }

/** Writes a notice, to a resident unless it is said for whom; refuses nothing. */
export function writeNotice(
  notice: Notice,
  { at, origin, device, audience = 'resident', language }: About,
): { subject: string; text: string } {
  const { notices, security: words } = wordsOf(language)
  const subject = notices.security[notice]
  const atWork = audience === 'resident' ? null : advice[audience]
  const lines = [
    words.sentence(subject),
    '',
    words.at(sayMinute(language, at)),
    ...(device ? [words.device(device)] : []),
    '',
    words.ifYou,
    ...(notice.startsWith('recovery_')
      ? [words.ifNotYouRecovery, `${origin}/sign-in`]
      : [atWork?.words ?? words.ifNotYou, `${origin}${atWork?.page ?? '/menu/devices'}`]),
  ]
  return { subject, text: lines.join('\n') }
}

/** As above, for a phone that gets no mail. */
export const writeShortNotice = (notice: Notice, language: Language): string => {
  const { notices, security } = wordsOf(language)
  return security.sms(notices.security[notice])
}
