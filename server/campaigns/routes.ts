import * as contract from '#contract/campaigns.ts'
import { type Route, route } from '../route.ts'
import { readPaymentBonus } from './bonus.ts'
import { listPaymentOffers } from './bonus-queries.ts'
import { readAll, readOne } from './read.ts'
import { startCampaign, stopCampaign, writeCampaign } from './write.ts'

/** What the office does with campaigns, and what they bring for payments; with top-ups it is told there. */
export const campaignRoutes: Route[] = [
  route(contract.readPaymentOffers, async ({ context, caller }) => ({
    offers: await listPaymentOffers(context.database, caller.id, context.now()),
  })),
  route(contract.readPaymentBonus, ({ context, caller, params }) =>
    readPaymentBonus(context, caller.id, params.id),
  ),
  route(contract.listCampaigns, async ({ context, caller }) => ({
    campaigns: await readAll(context, caller.id),
  })),
  route(contract.readCampaign, ({ context, caller, params }) => readOne(context, params.id, caller.id)),
  route(contract.writeCampaign, async ({ context, caller, params, body }) => {
    await writeCampaign(context, { operatorId: caller.id, id: params.id }, body)
    return readOne(context, params.id, caller.id)
  }),
  route(contract.startCampaign, async ({ context, caller, params, body }) => {
    await startCampaign(context, { operatorId: caller.id, id: params.id }, body.revision)
    return readOne(context, params.id, caller.id)
  }),
  route(contract.stopCampaign, async ({ context, caller, params, body }) => {
    await stopCampaign(context, { operatorId: caller.id, id: params.id }, body.reason)
    return { done: true } as const
  }),
]
