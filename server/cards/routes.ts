import * as contract from '#contract/cards.ts'
import { route } from '../route.ts'
import { listCards, readRules } from './queries.ts'
import { removeCard } from './remove.ts'

export const cardRoutes = [
  route(contract.listCards, async ({ context, caller }) => {
    const now = context.now()
    const { brands, perPerson } = await readRules(context.database, now)
    return {
      brands,
      cards: await listCards(context.database, caller.id, now),
      most: perPerson,
    }
  }),
  route(contract.removeCard, async ({ context, caller, params }) => {
    await removeCard(context, caller.id, params.id)
    return { done: true as const }
  }),
]
