import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/bank-accounts.ts'
import { bankAccount } from '#contract/bank-accounts.ts'
import { searchKey } from '#contract/kana.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { finishLink, linkBankAccount } from './link.ts'
import { findBankAccount, findBanks, listFeaturedBanks, listLinkedAccounts } from './queries.ts'
import { unlinkBankAccount } from './unlink.ts'

export const bankAccountRoutes = [
  route(contract.listBanks, async ({ context, query }) => {
    const key = searchKey(query.search ?? '')
    return { banks: await (key ? findBanks(context.database, key) : listFeaturedBanks(context.database)) }
  }),
  route(contract.linkBankAccount, ({ context, caller, body }) => linkBankAccount(context, caller.id, body)),
  route(contract.listBankAccounts, async ({ context, caller }) => ({
    accounts: await listLinkedAccounts(context.database, caller.id),
  })),
  route(contract.readBankAccount, async ({ context, caller, params }) => {
    const found = await findBankAccount(context.database, caller.id, params.id)
    if (!found) refuse('not_found')
    if (found.state !== 'waiting') return found
    await finishLink(context, params.id)
    return (await findBankAccount(context.database, caller.id, params.id)) ?? found
  }),
  route(contract.unlinkBankAccount, async ({ context, caller, params }) => {
    await unlinkBankAccount(context, caller.id, params.id)
    return { done: true as const }
  }),
]

/**
 * Where the bank's site sends the browser back to, and where the gateway tells us that something happened.
 * Neither is believed: both only make us ask the gateway.
 */
export async function bankAccountDoors(app: FastifyInstance, context: Context): Promise<void> {
  app.get('/api/bank-accounts/return', async (request, response) => {
    const params = request.query as Record<string, string>
    if (isId(params.account ?? '') && context.providers.bank.isReturnAuthentic(params))
      await finishLink(context, params.account as string)
    return response.redirect(`/bank-accounts/return?id=${encodeURIComponent(params.account ?? '')}`, 303)
  })

  await app.register(async (pushes) => {
    // The signature is over the very bytes, so the body is read as text.
    pushes.removeAllContentTypeParsers()
    pushes.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    pushes.post('/api/providers/bank/push', async (request, response) => {
      const body = String(request.body ?? '')
      if (!context.providers.bank.isPushAuthentic(request.headers as Record<string, string>, body)) {
        return response.code(401).send()
      }
      const { accountId } = JSON.parse(body) as { accountId?: string }
      if (accountId && isId(accountId)) await finishLink(context, accountId)
      return response.code(204).send()
    })
  })
}

const isId = (value: string) => bankAccount.shape.id.safeParse(value).success
