// The mails about one's way in. They name what happened and what to do if it was somebody else.
import type { Language } from '#contract/languages.ts'
import type { Told } from '#contract/notices.ts'
import { sayMinute, wordsOf } from '../words/words.ts'

export type Notice = Extract<Told, { kind: 'security' }>['event']

/** Writes a notice; refuses nothing. */
export function writeNotice(
  notice: Notice,
  { at, origin, device, language }: { at: Date; origin: string; device?: string; language: Language },
): { subject: string; text: string } {
  const { notices, security: words } = wordsOf(language)
  const subject = notices.security[notice]
  const lines = [
    words.sentence(subject),
    '',
    words.at(sayMinute(language, at)),
    ...(device ? [words.device(device)] : []),
    '',
    words.ifYou,
    ...(notice.startsWith('recovery_')
      ? [words.ifNotYouRecovery, `${origin}/sign-in`]
      : [words.ifNotYou, `${origin}/menu/devices`]),
  ]
  return { subject, text: lines.join('\n') }
}

/** As above, for a phone that gets no mail. */
export const writeShortNotice = (notice: Notice, language: Language): string => {
  const { notices, security } = wordsOf(language)
  return security.sms(notices.security[notice])
}
