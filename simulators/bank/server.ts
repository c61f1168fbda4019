// The bank side of charging: a gateway for the town's server, and the sites on which people register an
// account.
import { demoBank, demoMerchant } from '../lib/demo-credentials.ts'
import { createSimulator, pathPart, type Running, sendPage, type SimulatorOptions } from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { type Bank, giveBack, mountGateway } from './gateway.ts'
import { bankFrontPage, brokenPage, statementCsv, statementPage } from './pages.ts'
import { mountSites, type SendPasscode } from './sites.ts'
import {
  emptyBank,
  type FileFault,
  type Registration,
  registerInAdvance,
  type Rest,
  type TownEntry,
} from './state.ts'
import { mountTownAccount } from './town-account.ts'
import type { Merchant } from './wire.ts'

export type BankOptions = SimulatorOptions & {
  /** The SMS gateway through which the banks send their passcodes. */
  smsUrl: string
  smsAccount?: { sid: string; token: string }
  merchant?: Merchant
}

/** Starts the bank simulator. Refuses to start in production, or with a state file that cannot be read. */
export async function startBank(options: BankOptions): Promise<Running> {
  const store = openStore(options.stateFile, emptyBank)
  // A memory that an older simulator wrote lacks what has come since.
  store.state = { ...emptyBank(), ...store.state }
  const sim = createSimulator(options, store.reset)
  const bank: Bank = {
    get state() {
      return store.state
    },
    save: store.save,
    merchant: options.merchant ?? demoMerchant,
    sim,
  }
  mountGateway(bank)
  mountSites(bank, passcodeSender(options))
  const { app, door } = sim
  app.get('/', async (_request, reply) => sendPage(reply, bankFrontPage(bank.state, door.nasty())))
  app.get('/statements/:bankCode/:branchCode/:number', async (request, reply) => {
    const bankCode = pathPart(request, 'bankCode')
    const account =
      bank.state.accounts[`${bankCode}-${pathPart(request, 'branchCode')}-${pathPart(request, 'number')}`]
    if (!account) return sendPage(reply, brokenPage(bankCode, 'この口座は見つかりません。'), 404)
    if ((request.query as { csv?: string }).csv !== undefined)
      return reply.type('text/csv; charset=utf-8').send(statementCsv(account))
    return sendPage(reply, statementPage(account))
  })
  app.get('/__sim/accounts', async () => Object.values(bank.state.accounts))
  app.post('/__sim/accounts', async (request) => {
    registerInAdvance(bank.state, JSON.parse(String(request.body)) as Registration)
    store.save()
    return { registered: true }
  })
  app.post('/__sim/rests', async (request) => {
    bank.state.rests.push(JSON.parse(String(request.body)) as Rest)
    store.save()
    return { rests: bank.state.rests }
  })
  app.post('/__sim/file-faults', async (request) => {
    const { day, fault } = JSON.parse(String(request.body)) as { day: string; fault: FileFault | null }
    if (fault) bank.state.fileFaults[day] = fault
    else delete bank.state.fileFaults[day]
    store.save()
    return bank.state.fileFaults
  })
  app.post('/__sim/town-entries', async (request) => {
    bank.state.townEntries.push(JSON.parse(String(request.body)) as TownEntry)
    store.save()
    return { entries: bank.state.townEntries }
  })
  app.post('/__sim/refunds', async (request) => {
    giveBack(bank, (JSON.parse(String(request.body)) as { orderId: string }).orderId)
    store.save()
    return { refunded: true }
  })
  mountTownAccount(bank)
  app.get('/__sim/orders', async () => Object.values(bank.state.orders))
  return sim.listen()
}

function passcodeSender(options: BankOptions): SendPasscode {
  const { sid, token } = options.smsAccount ?? demoBank
  const url = `${options.smsUrl}/2010-04-01/Accounts/${sid}/Messages.json`
  const authorization = `Basic ${Buffer.from(`${sid}:${token}`).toString('base64')}`
  return async (to, text) => {
    try {
      const body = new URLSearchParams({ To: to, From: 'BANK', Body: text })
      const signal = AbortSignal.timeout(5000)
      const answer = await fetch(url, { method: 'POST', headers: { authorization }, body, signal })
      return answer.status === 201
    } catch {
      return false
    }
  }
}
