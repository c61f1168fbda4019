import { createHash, randomUUID } from 'node:crypto'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { readPaperCard } from '#contract/paper-cards.ts'
import { readPayerText } from '#contract/payer-code.ts'
import type { Context } from '../context.ts'
import { dayOf } from '../lib/day.ts'
import { hashCardPin, hashPayerCode } from '../lib/id.ts'
import { refuse } from '../lib/refusal.ts'
import * as queries from './queries.ts'
import { looksPerHour } from './rules.ts'

const hourMs = 3_600_000

/**
 * Tells what a card has to whoever holds it and knows its PIN. A wrong PIN here counts as one at a till does, so that
 * nobody guesses twice as often. Refuses what the contract lists.
 */
export async function readBalance(
  context: Context,
  address: string,
  { code, pin }: BodyOf<typeof readPaperCard>,
): Promise<ReplyOf<typeof readPaperCard>> {
  const { database, config } = context
  const now = context.now()
  // A hash: who looked is nobody's business, how often is.
  const source = createHash('sha256').update(address).digest('hex')
  const looks = await queries.countLook(database, source, now, new Date(now.getTime() - hourMs))
  if (looks > looksPerHour) refuse('too_many_requests', { waitSeconds: hourMs / 1000 })
  const read = readPayerText(code)
  const isCard = read.kind === 'token' || read.kind === 'digits'
  const card = isCard && (await queries.findCardByCode(database, hashPayerCode(config.passcodeKey, read)))
  if (!card) refuse('paper_card_unknown')
  if (card.ended) refuse('paper_card_stopped')
  const typed = hashCardPin(config.passcodeKey, card.id, pin)
  const { verdict, triesLeft } = await queries.tryPin(database, card.id, {
    typed,
    guess: Buffer.from(randomUUID()),
  })
  if (verdict === 'stopped' || (verdict === 'wrong' && triesLeft === 0)) refuse('paper_card_stopped')
  if (verdict === 'wrong') refuse('paper_card_pin_wrong', { triesLeft })
  const balance = await queries.readBalance(database, card.personId, dayOf(now))
  const latest = await queries.listLatest(database, card.personId, now)
  return {
    number: card.number,
    ...balance,
    latest: latest.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    asOf: now.toISOString(),
  }
}
