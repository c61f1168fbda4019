import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/bank-accounts.ts'
import { bankAccount } from '#contract/bank-accounts.ts'
import { searchKey } from '#contract/kana.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { route } from '../route.ts'
import { finishLink, linkBankAccount, tellBankAccount } from './link.ts'
import { findBankAccount, findBanks, listFeaturedBanks, listLinkedAccounts } from './queries.ts'
import { readRests } from './rests.ts'
import { accountOfPush } from './rules.ts'
import { unlinkBankAccount } from './unlink.ts'

export const bankAccountRoutes = [
  route(contract.listBanks, async ({ context, query }) => {
    const key = searchKey(query.search ?? '')
    const banks = await (key ? findBanks(context.database, key) : listFeaturedBanks(context.database))
    const rests = await readRests(context)
    return { banks: banks.map((bank) => ({ ...bank, rest: rests.get(bank.code) ?? null })) }
  }),
  route(contract.linkBankAccount, async ({ context, caller, body }) => {
    const { account, ...begun } = await linkBankAccount(context, caller.id, body)
    return { ...begun, account: { ...account, rest: null } }
  }),
  route(contract.tellBankAccount, ({ context, caller, params, body }) =>
    tellBankAccount(context, caller.id, params.id, body),
  ),
  route(contract.listBankAccounts, async ({ context, caller }) => {
    const [accounts, rests] = await Promise.all([
      listLinkedAccounts(context.database, caller.id),
      readRests(context),
    ])
    return { accounts: accounts.map((each) => ({ ...each, rest: rests.get(each.bankCode) ?? null })) }
  }),
  route(contract.readBankAccount, async ({ context, caller, params }) => {
    const read = () => findBankAccount(context.database, caller.id, params.id)
    let found = await read()
    if (found?.state === 'waiting') {
      await finishLink(context, params.id)
      found = await read()
    }
    if (!found) refuse('not_found')
    return { ...found, rest: (await readRests(context)).get(found.bankCode) ?? null }
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
    const account = isId(params.account) ? params.account : ''
    if (account && context.providers.bank.isReturnAuthentic(params)) await finishLink(context, account)
    // Our own page, whatever stood in the address: nothing of it but an id goes on.
    return response.redirect(`/bank-accounts/return${account ? `?id=${account}` : ''}`, 303)
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
      const accountId = accountOfPush(body, context.now())
      if (!isId(accountId)) return response.code(400).send()
      await finishLink(context, accountId)
      return response.code(204).send()
    })
  })
}

const isId = (value: unknown): value is string => bankAccount.shape.id.safeParse(value).success
