import type { ReplyOf } from '#contract/endpoint.ts'
import type { readTopUp, TopUpMeans } from '#contract/top-ups.ts'
import { t } from '../words/declined.ts'

type TopUp = ReplyOf<typeof readTopUp>
type Because = NonNullable<TopUp['declinedBecause']>
/** `ownChoice`: the person gave up, and nothing has gone wrong. */
type Words = { title: string; text: string; ownChoice: boolean }

/** Whose answer a top-up waits for, and who may have said no. */
export function sayWhose(means: TopUpMeans): string {
  return t(`answer_${means}`)
}

/** Why the provider or the town said no, who it was, that no money is gone, and the next step. */
function textOf(because: Because, means: TopUpMeans): string {
  const facts = { whose: sayWhose(means), notTaken: t('notTaken') }
  if (means === 'card') {
    if (because === 'insufficient_funds') return t('card_insufficient_funds', facts)
    if (because === 'maintenance') return t('card_maintenance', facts)
    if (because === 'not_proven') return t('card_not_proven', facts)
  }
  return t(because, facts)
}

function titleOf(because: Because, means: TopUpMeans): string {
  if (because === 'cancelled') return t('gaveUp')
  if (because === 'proof_cancelled') return t('proofCancelled')
  if (means === 'card' && because === 'not_proven') return t('cardNotProven')
  if (means === 'card' && because === 'not_authenticated') return t('cardNotAuthenticated')
  return t('failed')
}

/** What a top-up that ended without success says: what happened, whose no it was, and what to do next. */
export function sayWhyNot({ state, means, declinedBecause }: TopUp): Words {
  if (state === 'lapsed') {
    const notTaken = t('notTaken')
    const text = means === 'card' ? t('cardTooLate', { notTaken }) : notTaken
    return { title: t('tooLate'), text, ownChoice: false }
  }
  const because = declinedBecause ?? 'other'
  return {
    title: titleOf(because, means),
    ownChoice: because === 'cancelled' || because === 'proof_cancelled',
    text: textOf(because, means),
  }
}
