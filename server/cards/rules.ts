type Saved = { ref: string; fingerprint: string; savedAt: Date }

/**
 * Which of the cards that the company has are kept: of one card saved twice the newer one, and of more than a person
 * may have those that were saved first.
 */
export function chooseCards<Card extends Saved>(
  cards: readonly Card[],
  most: number,
): { keep: Card[]; forget: Card[] } {
  const newestFirst = cards.toSorted((a, b) => b.savedAt.getTime() - a.savedAt.getTime())
  const single = newestFirst.filter(
    (card, i) => newestFirst.findIndex(({ fingerprint }) => fingerprint === card.fingerprint) === i,
  )
  const keep = single.toReversed().slice(0, most)
  return { keep, forget: cards.filter((card) => !keep.includes(card)) }
}
