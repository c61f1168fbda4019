import type { Language } from '#contract/languages.ts'

/** The languages that the resident app speaks, by their BCP 47 tags, each named in itself. */
export const languages = {
  ja: '日本語',
  'ja-x-easy': 'やさしい日本語',
  en: 'English',
  'zh-Hans': '简体中文',
} as const satisfies Record<Language, string>

export type { Language }

let used: Language = 'ja'

/** The language in which the app speaks now: Japanese until another one has been opened. */
export function languageUsed(): Language {
  return used
}

/** Sets the language; its words must have been loaded. */
export function setLanguageUsed(language: Language): void {
  used = language
}

/** The tag by which Intl writes numbers and dates: easy Japanese writes them as Japanese does. */
export function localeUsed(): string {
  return used === 'ja-x-easy' ? 'ja' : used
}

/** The language for somebody who has chosen none, from what the device speaks. Easy Japanese has to be chosen. */
export function languageOf(spoken: readonly string[]): Language {
  for (const tag of spoken) {
    const [main] = tag.toLowerCase().split('-')
    if (main === 'ja' || main === 'en') return main
    if (main === 'zh') return 'zh-Hans'
  }
  return 'en'
}

export function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(languages, tag)
}
