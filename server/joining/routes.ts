import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/joining.ts'
import { id } from '#contract/values.ts'
import { type FindCaller, identify } from '../access.ts'
import { audit } from '../audit.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { type Route, route } from '../route.ts'
import * as apply from './apply.ts'
import { decideApproval, declineApplication, proposeApproval } from './decide.ts'
import { findDocument } from './office-queries.ts'
import * as screen from './screen.ts'

/** A shop joins: what it does by its link, and what the office does. */
export const joiningRoutes: Route[] = [
  route(contract.startApplication, apply.startApplication),
  route(contract.startFurtherApplication, apply.startFurtherApplication),
  route(contract.readApplication, apply.readApplication),
  route(contract.saveApplication, apply.saveApplication),
  route(contract.addDocument, apply.addDocument),
  route(contract.removeDocument, apply.removeDocument),
  route(contract.sendApplication, apply.sendApplication),
  route(contract.answerQuestion, apply.answerQuestion),
  route(contract.listApplications, screen.listApplications),
  route(contract.readApplicationAtOffice, screen.readApplicationAtOffice),
  route(contract.checkApplication, screen.checkApplication),
  route(contract.askApplicant, screen.askApplicant),
  route(contract.proposeApproval, proposeApproval),
  route(contract.decideApproval, decideApproval),
  route(contract.declineApplication, declineApplication),
]

/**
 * Opens the files of an application, for the office alone. A stranger made them: they are saved and never shown, and a
 * browser that shows one all the same may run nothing in it. Refuses not_signed_in, not_allowed and not_found.
 */
export async function joiningDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  app.get<{ Params: { applicationId: string; documentId: string } }>(
    `/api${contract.documentPath}`,
    async (request, response) => {
      const caller = await identify(context, findCaller, request, { audience: 'operator' })
      const { applicationId, documentId } = request.params
      if (!caller || !id.safeParse(applicationId).success || !id.safeParse(documentId).success)
        refuse('not_found')
      const found = await findDocument(context.database, applicationId, documentId)
      if (!found) refuse('not_found')
      const subject = applicationId
      const detail = { documentId }
      await context.database.transact((tx) =>
        audit(tx, { operatorId: caller.id, act: 'read_document', subject, detail, at: context.now() }),
      )
      return response
        .type(found.type)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`)
        .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
        .send(found.content)
    },
  )
}
