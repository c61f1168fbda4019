import * as automatic from '#contract/automatic-top-ups.ts'
import * as contract from '#contract/top-ups.ts'
import { route } from '../route.ts'
import { advanceForScreen } from './advance-card.ts'
import { confirmTopUp, resendPasscode } from './confirm.ts'
import { readDetail, readTerms } from './read.ts'
import { readTermsFor, requestFor } from './for-relatives.ts'
import { requestTopUp } from './request.ts'
import { readAutomatic, switchOff, switchOn } from './switch-automatic.ts'

export const topUpRoutes = [
  route(contract.readTopUpTerms, ({ context, caller }) => readTerms(context, caller.id)),
  route(contract.requestTopUp, async ({ context, caller, body }) => {
    await requestTopUp(context, caller.id, body)
    return readDetail(context, caller.id, body.id)
  }),
  route(contract.readRelativesTopUpTerms, ({ context, caller, params }) =>
    readTermsFor(context, caller.id, params.id),
  ),
  route(contract.requestRelativesTopUp, async ({ context, caller, params, body }) => {
    await requestFor(context, caller.id, params.id, body)
    return readDetail(context, caller.id, body.id)
  }),
  route(contract.resendTopUpPasscode, async ({ context, caller, params }) => {
    await resendPasscode(context, caller.id, params.id)
    return readDetail(context, caller.id, params.id)
  }),
  route(contract.confirmTopUp, async ({ context, caller, params, body }) => {
    await confirmTopUp(context, caller.id, params.id, body.code)
    return readDetail(context, caller.id, params.id)
  }),
  route(contract.readTopUp, async ({ context, caller, params }) => {
    const detail = await readDetail(context, caller.id, params.id)
    if (!contract.topUpCan.visit(detail.state)) return detail
    await advanceForScreen(context, params.id)
    return readDetail(context, caller.id, params.id)
  }),
  route(automatic.readAutomaticTopUp, ({ context, caller }) => readAutomatic(context, caller.id)),
  route(automatic.switchOnAutomaticTopUp, async ({ context, caller, body }) => {
    await switchOn(context, caller.id, body)
    return readAutomatic(context, caller.id)
  }),
  route(automatic.switchOffAutomaticTopUp, async ({ context, caller }) => {
    await switchOff(context, caller.id)
    return readAutomatic(context, caller.id)
  }),
]
