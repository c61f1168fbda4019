import { isKatakana, toKatakana } from '#contract/kana.ts'
import type { OperatorChangeKind } from '#contract/operators.ts'
import type { RefusalCode } from '#contract/refusals.ts'

/** What a search may mean; all null when nothing was asked for. */
export type Search = { kana: string | null; mail: string | null; phone: string | null }

/**
 * Tells what the office typed apart: a mail address, a phone number, or the beginning of a name in kana. What
 * is none of them is looked up as a mail address, which then finds nobody.
 */
export function readSearch(text: string): Search {
  const nothing: Search = { kana: null, mail: null, phone: null }
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return nothing
  const kana = toKatakana(typed).replaceAll(' ', '')
  if (isKatakana(kana)) return { ...nothing, kana }
  if (/^\+?[\d\s()-]+$/.test(typed)) return { ...nothing, phone: toE164(typed) }
  return { ...nothing, mail: typed.toLowerCase() }
}

/** A number as it is kept, E.164: the leading zero of the Japanese form stands for +81. */
function toE164(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '')
  return digits.startsWith('0') ? `+81${digits.slice(1)}` : `+${digits}`
}

/** A wish about somebody of the office. */
export type Wish = {
  id: string
  kind: OperatorChangeKind
  operatorId: string
  /** Of somebody who is invited. */
  name: string | null
  mail: string | null
  place: string | null
  reason: string
  proposedBy: string
}

type Decision = 'confirmed' | 'withdrawn'

/** Whether somebody may decide on a wish: whoever proposed it, and whom it is about, may withdraw it only. */
export function mayDecide(
  wish: Pick<Wish, 'proposedBy' | 'operatorId'> & { decision: Decision | null },
  who: string,
  decision: Decision,
): RefusalCode | null {
  if (wish.decision !== null) return wish.decision === decision ? null : 'operator_change_decided'
  const involved = wish.proposedBy === who || wish.operatorId === who
  return decision === 'confirmed' && involved ? 'second_person_needed' : null
}

/** Two people are needed for what needs two people. */
const fewest = 2

/** Whether enough people of the office are left when one of them goes. */
export const mayEnd = (office: readonly { id: string }[], operatorId: string): boolean =>
  office.filter(({ id }) => id !== operatorId).length >= fewest

/** Whether a wish that was sent under the same id is the same. */
export function isSameWish(before: Wish, wish: Wish): boolean {
  const fields = ['kind', 'operatorId', 'name', 'mail', 'place', 'reason', 'proposedBy'] as const
  return fields.every((field) => before[field] === wish[field])
}
