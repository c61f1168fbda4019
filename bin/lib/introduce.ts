import { demoCardProcessor } from '#server/providers/demo-keys.ts'
import { residents } from '../../seed/people.ts'
import { bankAccountIdOf, savedCardOf } from './seed-people.ts'

/**
 * Tells the bank simulator at `bankUrl` about the accounts that seeded people have linked, so that they can be
 * debited; twice is once. Throws when the simulator does not take one.
 */
export async function introduceSeededAccounts(bankUrl: string): Promise<void> {
  for (const person of residents) {
    if (!person.bankAccount) continue
    const { bankCode, branchCode, accountNumber } = person.bankAccount
    const body = JSON.stringify({
      memberId: person.id,
      kana: `${person.familyKana} ${person.givenKana}`,
      phone: `+81${person.phone.slice(1)}`,
      accountId: bankAccountIdOf(person),
      ...{ bankCode, branchCode, number: accountNumber },
    })
    const answer = await fetch(`${bankUrl}/__sim/accounts`, { method: 'POST', body })
    if (!answer.ok) throw new Error(`The bank simulator did not take the account of ${person.key}.`)
  }
}

/**
 * Tells the card simulator at `cardUrl` where the town behind `origin` takes its messages; twice is once. Throws when
 * the simulator does not listen.
 */
export async function introduceNotices(cardUrl: string, origin: string): Promise<void> {
  const body = JSON.stringify({
    url: `${origin}/api/providers/card/notices`,
    secret: demoCardProcessor.webhookSecret,
  })
  const answer = await fetch(`${cardUrl}/__sim/webhook-endpoints`, { method: 'POST', body })
  if (!answer.ok) throw new Error('The card simulator did not take the address for its messages.')
}

/** Tells the card simulator about the cards that seeded people have saved; twice is once. Throws as the others do. */
export async function introduceSavedCards(cardUrl: string): Promise<void> {
  for (const person of residents) {
    if (!person.savedCard) continue
    const body = JSON.stringify({ ...savedCardOf(person), number: person.savedCard.testNumber })
    const answer = await fetch(`${cardUrl}/__sim/cards`, { method: 'POST', body })
    if (!answer.ok) throw new Error(`The card simulator did not take the card of ${person.key}.`)
  }
}
