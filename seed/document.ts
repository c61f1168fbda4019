/**
 * A text that a person agrees to. A version that has once been shown is never edited: a change is a new version,
 * and which version was agreed to, and when, is kept with the resident.
 */
export type LegalDocument = {
  readonly id: 'terms' | 'privacy-policy'
  readonly title: string
  /** The day of this version, which also orders versions. */
  readonly version: string
  readonly effectiveOn: string
  /** Said at the top of the text: this wording is an example and binds nobody. */
  readonly notice: string
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
}
