// The mails about オートチャージ: each names what happened, and where it is switched off.
import type { Language } from '#contract/languages.ts'
import { sayNumber, wordsOf } from '../words/words.ts'
import type { WhyHeld, WhyStopped } from './rules.ts'

export type AutomaticNotice =
  | { of: 'switched_on' }
  | { of: 'topped_up'; amount: number }
  | { of: 'held'; because: WhyHeld }
  | { of: 'stopped'; because: WhyStopped }

type Told = { language: Language; origin: string; coinName: string }

/** Writes a notice; refuses nothing. */
export function writeNotice(notice: AutomaticNotice, told: Told): { subject: string; text: string } {
  const { automatic: words } = wordsOf(told.language)
  const [subject, what] = sayWhat(notice, told)
  const lines = [what, '', words.settings, `${told.origin}/top-ups/automatic`, '', words.unexpected]
  return { subject, text: lines.join('\n') }
}

function sayWhat(notice: AutomaticNotice, { language, coinName }: Told): [subject: string, what: string] {
  const { automatic, notices, yen } = wordsOf(language)
  switch (notice.of) {
    case 'switched_on':
      return [notices.automaticOn, automatic.on(coinName)]
    case 'topped_up': {
      const amount = yen(sayNumber(language, notice.amount))
      return [notices.automaticDone, automatic.done(coinName, amount)]
    }
    case 'held':
      return [notices.automaticHeld, notices.why[notice.because]]
    default:
      return [notices.automaticStopped, notices.why[notice.because]]
  }
}
