import * as contract from '#contract/paper-cards.ts'
import { type Route, route } from '../route.ts'
import { findPeople } from './find.ts'
import { joinCard } from './join.ts'
import { issueCard, setPin } from './issue.ts'
import { readBalance } from './read-balance.ts'
import { decidePerson, listWaiting, receivePerson } from './receive.ts'
import { stopCard } from './stop.ts'

const done = { done: true } as const

/** People without a phone: what a desk does for them, and the balance that anybody reads who has card and PIN. */
export const paperCardRoutes: Route[] = [
  route(contract.receivePaperPerson, async ({ context, caller, body }) => {
    await receivePerson(context, caller.id, body)
    return done
  }),
  route(contract.listPaperPeople, ({ context, caller }) => listWaiting(context, caller.id)),
  route(contract.decidePaperPerson, async ({ context, caller, params, body }) => {
    await decidePerson(context, caller.id, { id: params.id, decision: body.decision })
    return done
  }),
  route(contract.findPaperPeople, ({ context, caller, body }) => findPeople(context, caller.id, body)),
  route(contract.issuePaperCard, ({ context, caller, params, body }) =>
    issueCard(context, caller.id, params.id, body),
  ),
  route(contract.setPaperCardPin, async ({ context, caller, params, body }) => {
    await setPin(context, caller.id, params.id, body.pin)
    return done
  }),
  route(contract.stopPaperCard, async ({ context, caller, body }) => {
    await stopCard(context, caller.id, body)
    return done
  }),
  route(contract.joinPaperCard, async (call) => {
    await joinCard(call)
    return done
  }),
  route(contract.readPaperCard, ({ context, body, request }) => readBalance(context, request.ip, body)),
]
