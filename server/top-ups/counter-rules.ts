/** How long a number can be shown at a counter, in minutes, and how many a resident may have in an hour. */
export const counterCodeMinutes = 5
export const counterCodesPerHour = 30

/** What must be in a drawer: what was there in the morning, and what was taken since. Change has gone out already. */
export const expectedIn = ({ opening, taken }: { opening: number; taken: number }): number => opening + taken

/** A difference is closed with a word of explanation, or not at all. */
export function decideClosing({
  expected,
  counted,
  note,
}: {
  expected: number
  counted: number
  note: string
}) {
  return counted === expected || note !== '' ? null : 'till_note_needed'
}

/** What the person at the counter is told of a refusal that is the resident's own business. */
export function tellAtCounter(refused: string): boolean {
  return !['frozen', 'identity_check_required', 'phone_needed', 'mail_proof_needed'].includes(refused)
}
