// At a desk: one person receives somebody without a phone and sees the papers, another sees them too and approves.
import { createHash } from 'node:crypto'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { isKatakana, toKatakana } from '#contract/kana.ts'
import type * as contract from '#contract/paper-cards.ts'
import { ageBandOf, isInTown } from '#contract/residency.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { isOfNow } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './queries.ts'
import { areEnough, whoText } from './rules.ts'

/** What is kept of who somebody is, to be found again by what the person says. */
export const hashWho = (who: Parameters<typeof whoText>[0]): Buffer =>
  createHash('sha256').update(whoText(who)).digest()

/** Receives a person with papers; nothing is opened before somebody else approves. Refuses what the contract lists. */
export async function receivePerson(
  context: Context,
  operatorId: string,
  body: BodyOf<typeof contract.receivePaperPerson>,
): Promise<void> {
  const at = context.now()
  const { id, birthdate, address, documents } = body
  const [familyKana, givenKana] = [toKatakana(body.familyKana), toKatakana(body.givenKana)]
  if (!isKatakana(familyKana) || !isKatakana(givenKana)) refuse('kana_invalid')
  if (!areEnough(documents)) refuse('paper_documents_needed')
  const who = hashWho({ familyKana, givenKana, birthdate, address })
  await context.database.transact(async (tx) => {
    const before = await queries.lockPerson(tx, id)
    // The same again is once; an id with another person in it is somebody else's.
    if (before) return before.who.equals(who) ? undefined : refuse('paper_person_exists')
    if (!isOfNow(id, at)) refuse('clock_off')
    const person = { id, familyKana, givenKana, birthdate, address, who, documents }
    if (!(await queries.insertPerson(tx, { ...person, receivedBy: operatorId, receivedAt: at }))) {
      refuse('paper_person_exists')
    }
    const detail = { documents: documents.join(',') }
    await audit(tx, { operatorId, act: 'receive_paper_person', subject: id, detail, at })
    return undefined
  })
}

/** Who waits for a second person, the longest waiting first. */
export async function listWaiting(
  context: Context,
  operatorId: string,
): Promise<ReplyOf<typeof contract.listPaperPeople>> {
  const waiting = await queries.listWaiting(context.database)
  return {
    people: waiting.map((person) => ({
      id: person.id,
      name: `${person.familyKana} ${person.givenKana}`,
      birthdate: person.birthdate,
      address: person.address,
      receivedBy: person.receivedByName,
      mine: person.receivedBy === operatorId,
      receivedAt: person.receivedAt.toISOString(),
      documents: person.documents,
    })),
  }
}

/**
 * Approves a person, which opens the wallet, or declines; the same decision again is once. The proof of the desk stands
 * where a card check would, so that limits, bonus and campaigns are the same. Refuses what the contract lists.
 */
export async function decidePerson(
  context: Context,
  operatorId: string,
  { id, decision }: { id: string; decision: 'approved' | 'declined' },
): Promise<void> {
  const at = context.now()
  await context.database.transact(async (tx) => {
    const person = await queries.lockPerson(tx, id)
    if (!person) refuse('not_found')
    if (person.decision === decision) return
    if (person.decision !== null) refuse('paper_person_decided')
    if (decision === 'approved' && person.receivedBy === operatorId) refuse('second_person_needed')
    await queries.markDecided(tx, { id, decision, by: operatorId, at })
    await audit(tx, { operatorId, act: 'decide_paper_person', subject: id, detail: { decision }, at })
    if (decision === 'declined') return
    const { addressPrefix, keepBirthdate } = await queries.readDeskSettings(tx, at)
    await queries.openWallet(tx, person, {
      at,
      inTown: isInTown(person.address, addressPrefix),
      ageBand: ageBandOf(person.birthdate, dayOf(at)),
      birthdate: keepBirthdate ? person.birthdate : null,
    })
  })
}
