import type { Problem, RefusalCode } from '#contract/refusals.ts'
import { languageUsed, localeUsed } from './language.ts'

/** A text that depends on the fact `count`, in a language that has a plural. */
export type Plural = { one: string; other: string }
export type Text = string | Plural

/** What another language has to say: a text for each Japanese one. */
export type Translated<Japanese> = { readonly [Key in keyof Japanese]: Text }

/** The names that a town gives to its money and to the card app. */
export type Names = { coinName: string; pointsName: string; cardAppName: string }
export type RefusalFacts = NonNullable<Problem['facts']>
export type RefusalWords = string | ((facts: RefusalFacts, names: Names) => string)

/** All that is said in one language besides Japanese; `texts` by feature. */
export type Catalogue = {
  texts: Readonly<Record<string, Translated<Record<string, string>>>>
  refusals: Partial<Record<RefusalCode, RefusalWords>>
}

/** The names between braces in a text: `'あと{count}回'` has `count`. */
type NamesIn<Japanese extends string> = Japanese extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never
type Facts<Japanese extends string> = [NamesIn<Japanese>] extends [never]
  ? []
  : [facts: Record<NamesIn<Japanese>, string | number>]

let catalogue: Catalogue | null = null

/** Takes the words of the language in use; null for Japanese, which every screen brings with it. */
export function setCatalogue(next: Catalogue | null): void {
  catalogue = next
}

/** The words of the language in use; null for Japanese. */
export function catalogueUsed(): Catalogue | null {
  return catalogue
}

/**
 * Gives the function that says the words of a feature in the language in use: `t('left', { count: 3 })`. A key
 * that is not there, or a fact that is missing, does not compile. Ask it while a component is drawn, never while
 * a module is loaded: the language is not known then.
 */
export function wordsOf<const Japanese extends Readonly<Record<string, string>>>(
  feature: string,
  japanese: Japanese,
) {
  return <Key extends keyof Japanese & string>(key: Key, ...[facts]: Facts<Japanese[Key]>): string =>
    fill(catalogue?.texts[feature]?.[key] ?? japanese[key] ?? key, facts ?? {})
}

/** Puts facts into a text; numbers are written as the language writes them. Leaves a name without a fact as it is. */
export function fill(text: Text, facts: Readonly<Record<string, string | number>>): string {
  return formOf(text, facts['count']).replaceAll(/\{(\w+)\}/g, (written, name: string) => {
    const fact = facts[name]
    if (fact === undefined) return written
    return typeof fact === 'number' ? fact.toLocaleString(localeUsed()) : fact
  })
}

function formOf(text: Text, count: string | number | undefined): string {
  if (typeof text === 'string') return text
  const form = new Intl.PluralRules(languageUsed()).select(Number(count))
  return form === 'one' ? text.one : text.other
}
