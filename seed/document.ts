/**
 * A text that a person agrees to. A version that has once been shown is never edited: a change is a new version,
 * and which version was agreed to, and when, is kept with the resident.
 */
export type LegalDocument = {
  readonly kind: 'terms' | 'privacy'
  readonly title: string
  /** The day of this version, which also orders versions. */
  readonly version: string
  readonly effectiveOn: string
  /** Plain text; a line that starts with 第…条 is a heading. The first line says that the text is an example. */
  readonly paragraphs: readonly string[]
}
