// What stories about campaigns share: terms with everything left open, and two people of the office who start one.
import { type CampaignTerms, startCampaign, writeCampaign } from '#contract/campaigns.ts'
import { makeId } from '#server/lib/id.ts'
import { manager, office } from './people.ts'
import type { Town } from './town.ts'

/** 5 % at once, for everybody, without limits, from now on, on top of everything else. */
export const openTerms = (now: Date): CampaignTerms => ({
  ...{ kind: 'top_up', name: '春のチャージ祭り', basisPoints: 500, minimumAmount: 1, funding: 'city' },
  ...{ capEach: null, capPerPerson: null, capPerPeriod: null, period: null, budget: null },
  ...{ stacks: true, onlyInTown: false, ageBands: null, when: 'at_once', grantHour: 6 },
  ...{ expiryMonths: null, expiryDays: 30, expiresOn: null },
  startsAt: now.toISOString(),
  endsAt: null,
})

/** One person of the office writes a campaign, another lets it start; gives its id. */
export async function runCampaign(town: Town, terms: Partial<CampaignTerms>): Promise<string> {
  const [maker, checker] = await Promise.all([
    town.signInOperator(office.mail),
    town.signInOperator(manager.mail),
  ])
  const id = makeId()
  const body = { revision: 0, terms: { ...openTerms(town.clock.now()), ...terms } }
  const { revision } = await maker.ask(writeCampaign, { params: { id }, body })
  await checker.ask(startCampaign, { params: { id }, body: { revision } })
  return id
}
