import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { applicationForm } from './joining-form.ts'
import { actId, done, id, instant, lines, mailAddress, text } from './values.ts'

/** 受付, 確認中, 質問あり, 承認, 見送り; a draft is not sent yet. */
export const applicationState = z.enum(['draft', 'sent', 'screening', 'asked', 'approved', 'declined'])
export type ApplicationState = z.output<typeof applicationState>

/** The secret of the link in the mail: it opens one application. */
const token = text(100).pipe(z.string().min(20))
const held = { token }

const document = z.strictObject({
  id: actId,
  name: z.string(),
  type: z.enum(['application/pdf', 'image/jpeg', 'image/png']),
  bytes: z.int(),
  addedAt: instant,
})

const question = z.strictObject({
  id: actId,
  text: z.string(),
  askedAt: instant,
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
})

export const mostDocuments = 5
export const largestDocument = 5 * 1024 * 1024

export const startApplication = endpoint({
  method: 'POST',
  path: '/applications',
  audience: 'anyone',
  summary:
    'A shop wants to join: send the link by which its application is written and followed; answered alike for ' +
    'every address',
  body: z.strictObject({ mail: mailAddress }),
  reply: done,
  refusals: ['too_many_requests'],
})

export const startFurtherApplication = endpoint({
  method: 'POST',
  path: '/staff/applications',
  audience: 'staff',
  act: 'account',
  summary:
    'The owner of a store applies for a further one of the same merchant: gives the secret of the application that ' +
    'is open for their address, with what is known of the merchant written in',
  reply: z.strictObject(held),
  refusals: ['too_many_requests'],
})

export const readApplication = endpoint({
  method: 'POST',
  path: '/applications/readings',
  audience: 'anyone',
  summary: 'The application that a link opens, as it stands; a POST, so that the secret stands in no log',
  body: z.strictObject(held),
  reply: z.strictObject({
    state: applicationState,
    mail: z.string(),
    form: applicationForm,
    /** What is known already of a further store’s merchant, and stays; of the account the last digits show. */
    fixed: z.array(applicationForm.keyof()),
    documents: z.array(document),
    questions: z.array(question),
    savedAt: instant,
    sentAt: instant.nullable(),
    /** Why it was declined. */
    reason: z.string().nullable(),
    storeNumber: z.string().nullable(),
    terms: z
      .strictObject({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()) })
      .nullable(),
  }),
  refusals: ['link_invalid'],
})

export const saveApplication = endpoint({
  method: 'POST',
  path: '/applications/drafts',
  audience: 'anyone',
  summary: 'Keep what was written so far; nothing is checked yet',
  body: z.strictObject({ ...held, form: applicationForm }),
  reply: z.strictObject({ savedAt: instant }),
  refusals: ['link_invalid', 'application_closed'],
})

export const addDocument = endpoint({
  method: 'POST',
  path: '/applications/documents',
  audience: 'anyone',
  summary: 'Add a file, PDF, JPEG or PNG by its bytes, while writing or while a question is open',
  body: z.strictObject({
    ...held,
    id: actId,
    name: text(120).pipe(z.string().min(1)),
    content: z.base64().max(7_000_000),
  }),
  largestBody: 7_100_000,
  reply: document,
  refusals: [
    'too_many_requests',
    'link_invalid',
    'application_closed',
    'document_not_taken',
    'documents_full',
  ],
})

export const removeDocument = endpoint({
  method: 'POST',
  path: '/applications/documents/removals',
  audience: 'anyone',
  summary: 'Take a file away again; what was sent already stays',
  body: z.strictObject({ ...held, documentId: id }),
  reply: done,
  refusals: ['link_invalid', 'application_closed'],
})

export const sendApplication = endpoint({
  method: 'POST',
  path: '/applications/sendings',
  audience: 'anyone',
  summary:
    'Send the application to the office; the facts of application_incomplete name each field and its mistake',
  body: z.strictObject({ ...held, termsVersion: text(40) }),
  reply: done,
  refusals: ['link_invalid', 'application_closed', 'terms_outdated', 'application_incomplete', 'mail_taken'],
})

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/applications/answers',
  audience: 'anyone',
  summary: 'Answer what the office has asked',
  body: z.strictObject({ ...held, questionId: id, text: lines(2000).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['link_invalid', 'application_closed'],
})

/** What somebody of the office looks at before a shop may join. */
export const screeningItem = z.enum(['party', 'antisocial', 'goods', 'place', 'account', 'duplicates'])
export type ScreeningItem = z.output<typeof screeningItem>

const row = z.strictObject({
  id,
  state: applicationState,
  storeName: z.string(),
  businessName: z.string(),
  ward: z.string(),
  sentAt: instant,
  /** Whether a colleague has proposed to approve it. */
  proposed: z.boolean(),
  answered: z.boolean(),
})

export const listApplications = endpoint({
  method: 'GET',
  path: '/operator/applications',
  audience: 'operator',
  summary:
    'Applications of shops: those that wait, the oldest first, or those that are decided, the newest first',
  query: z.strictObject({ decided: z.enum(['true', 'false']).optional() }),
  reply: z.strictObject({ applications: z.array(row), asOf: instant }),
})

const one = z.strictObject({ applicationId: id })

export const readApplicationAtOffice = endpoint({
  method: 'GET',
  path: '/operator/applications/:applicationId',
  audience: 'operator',
  summary: 'One application with everything that two people need to decide',
  params: one,
  reply: z.strictObject({
    id,
    state: applicationState,
    mail: z.string(),
    form: applicationForm,
    /** The merchant that this is a further store of, and its stores so far; null where the merchant is new. */
    furtherOf: z.strictObject({ merchantName: z.string(), storeNames: z.array(z.string()) }).nullable(),
    bankName: z.string().nullable(),
    branchName: z.string().nullable(),
    /** Whether the account's holder sounds like the business. */
    holderMatches: z.boolean(),
    termsVersion: z.string(),
    sentAt: instant,
    documents: z.array(document),
    questions: z.array(question.extend({ askedBy: z.string() })),
    checks: z.array(
      z.strictObject({ item: screeningItem, note: z.string(), checkedBy: z.string(), checkedAt: instant }),
    ),
    /** Stores and other applications that have the same name, telephone, account or corporate number. */
    alike: z.array(
      z.strictObject({
        kind: z.enum(['store', 'application']),
        id,
        name: z.string(),
        by: z.array(z.enum(['name', 'phone', 'account', 'corporate_number'])),
      }),
    ),
    /** The middle of the other stores of the ward, where the map may begin. */
    place: z.strictObject({ latitude: z.number(), longitude: z.number() }).nullable(),
    proposal: z
      .strictObject({
        by: z.string(),
        mine: z.boolean(),
        at: instant,
        latitude: z.number(),
        longitude: z.number(),
      })
      .nullable(),
    decision: z
      .strictObject({
        by: z.string(),
        at: instant,
        reason: z.string().nullable(),
        storeNumber: z.string().nullable(),
      })
      .nullable(),
  }),
  refusals: ['not_found'],
})

/** The file itself, for the office alone; never shown within a page. */
export const documentPath = '/operator/applications/:applicationId/documents/:documentId'

export const checkApplication = endpoint({
  method: 'POST',
  path: '/operator/applications/:applicationId/checks',
  audience: 'operator',
  summary: 'Write down what was found about one point of the screening; the newest holds',
  params: one,
  body: z.strictObject({ item: screeningItem, note: lines(400).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found', 'application_closed'],
})

export const askApplicant = endpoint({
  method: 'POST',
  path: '/operator/applications/:applicationId/questions',
  audience: 'operator',
  summary: 'Ask the applicant by mail; the same id asks once',
  params: one,
  body: z.strictObject({ id: actId, text: lines(2000).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found', 'application_closed', 'question_open'],
})

export const proposeApproval = endpoint({
  method: 'POST',
  path: '/operator/applications/:applicationId/proposal',
  audience: 'operator',
  summary: 'Propose to approve, with the place on the map; somebody else confirms it',
  params: one,
  body: z.strictObject({ latitude: z.number().min(20).max(46), longitude: z.number().min(122).max(154) }),
  reply: done,
  refusals: ['not_found', 'application_closed', 'question_open', 'screening_incomplete'],
})

export const decideApproval = endpoint({
  method: 'POST',
  path: '/operator/applications/:applicationId/decision',
  audience: 'operator',
  summary:
    'Confirm as a second person, which makes merchant, store, number, code and the owner’s way in at once, or ' +
    'withdraw the proposal',
  params: one,
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']) }),
  reply: z.strictObject({ storeNumber: z.string().nullable() }),
  refusals: ['not_found', 'application_closed', 'second_person_needed'],
})

export const declineApplication = endpoint({
  method: 'POST',
  path: '/operator/applications/:applicationId/decline',
  audience: 'operator',
  summary: 'Decline with a reason that the applicant reads',
  params: one,
  body: z.strictObject({ reason: lines(1000).pipe(z.string().min(1)) }),
  reply: done,
  refusals: ['not_found', 'application_closed'],
})
