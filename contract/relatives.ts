// 家族のお手伝い: somebody with the app charges and sees for a relative, and spends within what the relative allows.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { deskDocuments } from './recovery.ts'
import { actId, amount, amountOrNone, cardPin, done, id, instant, text } from './values.ts'

/** What was scanned (the address in the QR code) or typed (ten digits). */
const helperCode = text(300).pipe(z.string().min(1))

/** How many digits are typed where no camera helps. Not twelve: those would be taken for an individual number. */
export const helperDigits = 10

/** The page of the resident app that a helper's code opens; the secret stands behind `#`. */
export const helperCodePath = '/family/agree'

/** What a helper may spend, in yen; nothing of both is to charge and to see only. */
export const helpCaps = z.strictObject({ perDay: amountOrNone, perMonth: amountOrNone })
export type HelpCaps = z.output<typeof helpCaps>

/** One live help, as both sides see it. */
export const help = z.strictObject({
  id: actId,
  /** The other side, in kana. */
  name: z.string(),
  ...helpCaps.shape,
  spentToday: amountOrNone,
  spentThisMonth: amountOrNone,
  since: instant,
  /** Either account is stopped: nothing can be done now, and why is not said. */
  stopped: z.boolean(),
})

export const listRelatives = endpoint({
  method: 'GET',
  path: '/me/relatives',
  audience: 'resident',
  summary: 'Whom I help, who helps me, and the most that a helper may be allowed',
  reply: z.strictObject({
    relatives: z.array(help),
    helpers: z.array(help),
    most: helpCaps,
  }),
})

export const showHelperCode = endpoint({
  method: 'POST',
  path: '/me/helper-codes',
  audience: 'resident',
  summary:
    'A code by which a relative, or the desk for one, makes me the helper within ten minutes, as a QR code and as ' +
    'digits',
  reply: z.strictObject({
    /** An address of the app, for the QR code. */
    code: z.string(),
    digits: z.string(),
    expiresAt: instant,
  }),
  refusals: ['identity_check_required', 'help_too_many'],
})

export const findHelper = endpoint({
  method: 'POST',
  path: '/me/helper-lookups',
  audience: 'resident',
  summary: 'Whose code it is; the fifth wrong code pauses the caller',
  body: z.strictObject({ code: helperCode }),
  reply: z.strictObject({ name: z.string() }),
  refusals: ['help_code_wrong', 'help_to_oneself'],
})

export const agreeToHelp = endpoint({
  method: 'POST',
  path: '/me/helpers',
  audience: 'resident',
  summary:
    'Let the person who shows the code charge and see for me, and spend within the caps, after a fresh step-up; the ' +
    'same id agrees once, and an older agreement with the same person ends',
  body: z.strictObject({ id: actId, code: helperCode, ...helpCaps.shape }),
  reply: done,
  refusals: [
    'step_up_required',
    'help_exists_with_different_content',
    'clock_off',
    'help_code_wrong',
    'help_to_oneself',
    'help_new_device',
    'help_caps_wrong',
    'help_too_many',
  ],
})

export const changeHelp = endpoint({
  method: 'PUT',
  path: '/me/helpers/:id',
  audience: 'resident',
  summary: 'Change what somebody who helps me may spend, after a fresh step-up',
  params: z.strictObject({ id: actId }),
  body: helpCaps,
  reply: done,
  refusals: ['step_up_required', 'not_found', 'help_new_device', 'help_caps_wrong'],
})

export const endHelper = endpoint({
  method: 'DELETE',
  path: '/me/helpers/:id',
  audience: 'resident',
  summary: 'End what somebody does for me, with the next request; twice is once',
  params: z.strictObject({ id: actId }),
  reply: done,
  refusals: ['not_found'],
})

export const endRelative = endpoint({
  method: 'DELETE',
  path: '/me/relatives/:id',
  audience: 'resident',
  summary: 'End what I do for a relative, with the next request; twice is once',
  params: z.strictObject({ id: actId }),
  reply: done,
  refusals: ['not_found'],
})

/** What the desk has seen of the bond where the relative's card and PIN do not speak for it. */
export const helpGrounds = ['guardian', 'parent', 'request'] as const

export const beginHelpAtDesk = endpoint({
  method: 'POST',
  path: '/operator/helps',
  audience: 'operator',
  duty: 'any',
  summary:
    "Begin a help at the desk: with the relative's card and the PIN that the relative types it holds at once; by " +
    'papers, for who is under age or has a guardian, a second person has to approve it. The helper shows a code',
  body: z.strictObject({
    id: actId,
    helperCode,
    relative: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('card'), code: text(1100), pin: cardPin }),
      z.strictObject({
        by: z.literal('papers'),
        residentId: id,
        ground: z.enum(helpGrounds),
        documents: z.array(z.enum(deskDocuments)).min(1).max(deskDocuments.length),
      }),
    ]),
    ...helpCaps.shape,
  }),
  reply: z.strictObject({ state: z.enum(['live', 'waiting']), helper: z.string(), relative: z.string() }),
  refusals: [
    'help_exists_with_different_content',
    'clock_off',
    'too_many_requests',
    'help_code_wrong',
    'paper_card_unknown',
    'paper_card_stopped',
    'paper_card_pin_wrong',
    'not_found',
    'help_to_oneself',
    'help_caps_wrong',
    'help_too_many',
  ],
})

export const deskHelp = z.strictObject({
  id: actId,
  helper: z.string(),
  relative: z.string(),
  ...helpCaps.shape,
  ground: z.enum(helpGrounds).nullable(),
  documents: z.array(z.enum(deskDocuments)),
  /** Who received it at a desk; nobody where the relative agreed on the own phone. */
  receivedBy: z.string().nullable(),
  mine: z.boolean(),
  askedAt: instant,
})

export const listWaitingHelps = endpoint({
  method: 'GET',
  path: '/operator/helps',
  audience: 'operator',
  duty: 'any',
  summary: 'Which helps wait for a second person',
  reply: z.strictObject({ helps: z.array(deskHelp) }),
})

export const decideHelp = endpoint({
  method: 'POST',
  path: '/operator/helps/:id/decision',
  audience: 'operator',
  duty: 'any',
  summary:
    'Approve a help, as a second person who has seen the papers, or decline; the same decision again is once',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ decision: z.enum(['approved', 'declined']) }),
  reply: done,
  refusals: ['not_found', 'help_decided', 'second_person_needed', 'help_too_many'],
})

export const findHelps = endpoint({
  method: 'POST',
  path: '/operator/help-searches',
  audience: 'operator',
  duty: 'any',
  summary: 'Who helps a resident, and whom the resident helps; audited',
  body: z.strictObject({ residentId: id }),
  reply: z.strictObject({ helps: z.array(deskHelp) }),
})

export const endHelpAtDesk = endpoint({
  method: 'POST',
  path: '/operator/helps/:id/end',
  audience: 'operator',
  duty: 'any',
  summary: 'End a help for either side, with the next request; twice is once',
  params: z.strictObject({ id: actId }),
  body: z.strictObject({ reason: text(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found'],
})

/** What a helper did, in a notice to the relative, or what became of a help, to both. */
export const helpEvent = z.enum(['began', 'caps_changed', 'ended', 'topped_up', 'paid'])
export const toldOfHelp = {
  event: helpEvent,
  /** The other side, in kana. */
  name: z.string(),
  amount: amount.nullable(),
}
