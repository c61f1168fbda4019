/** What can be looked at in pictures before it is done, and the screens that show it, in their order. */
export const helpPictures = {
  mail: ['mail-ask', 'mail', 'mail-link', 'mail-done'],
  sms: ['phone-number', 'phone', 'second-step', 'second-step-done'],
  card: ['card-check', 'card-terms', 'card-pin', 'card-hold', 'card-check-done'],
  'top-up': ['top-up', 'top-up-amount', 'top-up-code', 'top-up-done'],
} as const

export type HelpTopic = keyof typeof helpPictures

/**
 * The words of one language: a file in help/, named by its BCP 47 tag. One more language is one more file. Where
 * reading helps, a text has furigana, written {漢字|かんじ}.
 */
export type HelpWords = {
  /** The language in itself. */
  name: string
  order: number
  close: string
  topics: Record<HelpTopic, { title: string; steps: string[] }>
}

export type Piece = { text: string; reading?: string }

/** Takes a text apart into what has a reading above it and what has none. */
export function piecesOf(text: string): Piece[] {
  return text.split(/(\{[^|}]+\|[^}]+\})/).flatMap((part): Piece[] => {
    const [, written, reading] = /^\{([^|}]+)\|([^}]+)\}$/.exec(part) ?? []
    if (written && reading) return [{ text: written, reading }]
    return part === '' ? [] : [{ text: part }]
  })
}
