import type { ApplicationState, ScreeningItem } from '#contract/joining.ts'
import type { ApplicationForm, FormField } from '#contract/joining-form.ts'
import type { RefusalCode } from '#contract/refusals.ts'

/** How long the link in a mail opens the application, in days. */
export const linkDays = 90
export const linkExpiry = (at: Date): Date => new Date(at.getTime() + linkDays * 86_400_000)
/** How many links an address is sent in an hour. */
export const linksPerHour = 3
/** How often a network address may do it in an hour: several shops may sit behind one address. */
export const perHourFromSource = { start: 20, document: 20 } as const
/** When what was never sent, and the files of who was declined, are forgotten. */
export const draftDays = 90
export const declinedDays = 365

export const screeningItems: readonly ScreeningItem[] = [
  ...(['party', 'antisocial', 'goods', 'place', 'account', 'duplicates'] as const),
]

export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png'

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const startsWith = (content: Uint8Array, start: readonly number[]) =>
  start.every((byte, index) => content[index] === byte)

/** The longest that may stand behind a PDF's last line, and a ZIP's directory before its end. */
const pdfTail = 1024
const zipTail = 65_557

/**
 * What a file is by its bytes, from its first to its last; nothing for all else. A file that is two kinds at once, such
 * as a PDF with an archive or a page behind it, is none: what follows the end of the one would be the other.
 */
export function documentTypeOf(content: Uint8Array): DocumentType | undefined {
  if (startsWith(content, [0xff, 0xd8, 0xff])) {
    const end = content.subarray(-2)
    return end[0] === 0xff && end[1] === 0xd9 ? 'image/jpeg' : undefined
  }
  if (startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    return ascii(content.subarray(-8, -4)) === 'IEND' ? 'image/png' : undefined
  }
  if (ascii(content.subarray(0, 5)) !== '%PDF-') return undefined
  if (!/%%EOF\s*$/.test(ascii(content.subarray(-pdfTail)))) return undefined
  return endsAsZip(content) ? undefined : 'application/pdf'
}

/** Whether the end-of-directory mark of a ZIP stands where readers look for it. */
function endsAsZip(content: Uint8Array): boolean {
  const tail = content.subarray(-zipTail)
  for (let at = 0; at + 4 <= tail.length; at += 1) {
    if (startsWith(tail.subarray(at, at + 4), [0x50, 0x4b, 0x05, 0x06])) return true
  }
  return false
}

/** A file's name without folders, so that it can be saved as it is called. */
export const bareName = (name: string): string => name.replaceAll(/[\\/:*?"<>|]/g, '_').replace(/^\.+/, '_')

/** Whether the applicant may write: the form until it is sent, files also while a question is open. */
export const mayWrite = (state: ApplicationState): boolean => state === 'draft'
export const mayAddDocuments = (state: ApplicationState): boolean => state === 'draft' || state === 'asked'

/** Whether the office may still do something with it. */
export const isOpen = (state: ApplicationState): boolean => ['sent', 'screening', 'asked'].includes(state)

type Known = {
  businessName: string
  form: Partial<ApplicationForm> | null
  account: Partial<ApplicationForm> | null
}

const ofParty = ['kind', 'corporateNumber', 'businessKana', 'representative'] as const

/**
 * What an owner need not write again for a further store: the merchant as it joined, and the account that it is paid
 * out to. Whoever the town had before any application says the rest once; the owner answers for it.
 */
export function knownOfMerchant(
  { businessName, form, account }: Known,
  ownerName: string,
): Partial<ApplicationForm> {
  const written = Object.fromEntries(ofParty.flatMap((field) => (form ? [[field, form[field]]] : [])))
  return { businessName, representative: ownerName, ...written, ...account }
}

/** The form as its writer sees it: of an account that the office knows already the last three digits alone. */
export const hideAccount = (form: ApplicationForm, fixed: readonly FormField[]): ApplicationForm =>
  fixed.includes('accountNumber') ? { ...form, accountNumber: `…${form.accountNumber.slice(-3)}` } : form

type Screened = { state: ApplicationState; checked: readonly ScreeningItem[]; question: boolean }

/** Whether a person of the office may propose to approve an application; the refusal if not. */
export function mayPropose({ state, checked, question }: Screened): RefusalCode | null {
  if (!isOpen(state)) return 'application_closed'
  if (question) return 'question_open'
  return screeningItems.every((item) => checked.includes(item)) ? null : 'screening_incomplete'
}

type Decided = { state: ApplicationState; proposedBy: string | null }

/** Whether somebody may confirm or withdraw what was proposed; the refusal if not. */
export function mayDecide(
  { state, proposedBy }: Decided,
  who: string,
  decision: 'confirmed' | 'withdrawn',
): RefusalCode | null {
  if (!isOpen(state) || proposedBy === null) return 'application_closed'
  return decision === 'confirmed' && proposedBy === who ? 'second_person_needed' : null
}
