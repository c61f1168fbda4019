// What the server itself says to residents, by mail, SMS, push and on paper: each in the language of their app.
import type { Language } from '#contract/languages.ts'
import { en } from './en.ts'
import { jaXEasy } from './ja-x-easy.ts'
import { ja, type Words } from './ja.ts'
import { zhHans } from './zh-hans.ts'

const catalogues: Record<Language, Words> = { ja, 'ja-x-easy': jaXEasy, en, 'zh-Hans': zhHans }

/** All that the server has to say in a language. */
export const wordsOf = (language: Language): Words => catalogues[language]

/** The tag by which Intl writes numbers and dates: easy Japanese writes them as Japanese does. */
const localeOf = (language: Language) => (language === 'ja-x-easy' ? 'ja' : language)

/** A number with its thousands set apart. */
export const sayNumber = (language: Language, value: number): string =>
  value.toLocaleString(localeOf(language))

/** An instant to the minute, in Japan's time. */
export const sayMinute = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    ...{ timeZone: 'Asia/Tokyo', dateStyle: 'long', timeStyle: 'short' },
  }).format(at)

/** A day, `YYYY-MM-DD`, with or without its year: that of a day which is near goes without saying. */
export const sayDate = (language: Language, day: string, { year }: { year: boolean }): string =>
  new Intl.DateTimeFormat(localeOf(language), {
    ...{ timeZone: 'UTC', month: 'long', day: 'numeric' },
    ...(year ? { year: 'numeric' } : {}),
  }).format(new Date(`${day}T00:00:00Z`))
