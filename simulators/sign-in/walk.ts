// Walks the account pages as a person would, for tests and seeds.
import { openPage } from '../lib/walker.ts'
import { people } from './people.ts'

/** How the browser is sent back: an address to open, and at Apple's a form to post there. */
export type WayBack = { url: URL; form?: Record<string, string> }

/** Chooses the account of `personId`; nobody for null, which is a cancellation. Throws for a strange page. */
export async function chooseAccount(
  redirectUrl: string,
  personId: string | null,
  typed: { mail?: 'share' | 'hide' } = {},
): Promise<WayBack> {
  const start = await openPage(redirectUrl)
  const person = people.find(({ id }) => id === personId)
  const label = person ? `${person.family} ${person.given}` : 'キャンセル'
  const end = await start.press(label, person && typed.mail ? { mail: typed.mail } : {})
  if (end.leftTo) return { url: end.leftTo }
  const form = end.forms[0]
  if (!form) throw new Error(`the provider did not send anybody back: ${end.text}`)
  return { url: new URL(form.action), form: form.hidden }
}
