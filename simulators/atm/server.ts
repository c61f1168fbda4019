// Cash machines and their centre: the touch screens on which people put notes in, the door through which a phone
// is tied to a machine, and the line to the company's host.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { bodyOf } from '../lib/door.ts'
import { demoAtmLine } from '../lib/demo-credentials.ts'
import {
  createSimulator,
  formOf,
  pathPart,
  queryPart,
  type Running,
  sendPage,
  type Simulator,
  type SimulatorOptions,
} from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { answerCompany, linksPath } from './centre.ts'
import { type Atm, forward } from './host-line.ts'
import { cutPower, restorePower, touch } from './machine.ts'
import { atmFrontPage, machinePage, machineScreen, receiptPage } from './pages.ts'
import { settlementFile } from './settlement.ts'
import { emptyAtms, type FileFault, type LineTrouble, type Machine, safeOf } from './state.ts'
import { answerMac, isSealed, type LineKey } from './wire.ts'

export type AtmOptions = SimulatorOptions & {
  /** Where the company's host answers; it can be told later through /__sim/host. */
  hostUrl?: string
  /** How long a machine waits for an answer, in milliseconds. */
  answerMs?: number
  /** How often what has to arrive is sent again, in milliseconds; 0: only when /__sim/forward says so. */
  forwardEveryMs?: number
  line?: LineKey & { companyCode: string }
}

/** Starts the machines. Refuses to start in production, or with a state file that cannot be read. */
export async function startAtm(options: AtmOptions): Promise<Running> {
  const books = openStore(options.stateFile, emptyAtms)
  // A memory that an older simulator wrote lacks what has come since.
  books.state = { ...emptyAtms(), ...books.state }
  const sim = createSimulator(options, books.reset)
  const line = options.line ?? demoAtmLine
  let hostUrl = options.hostUrl ?? 'http://localhost:4000'
  const atm: Atm = {
    get state() {
      return books.state
    },
    save: books.save,
    now: sim.door.now,
    key: line,
    companyCode: line.companyCode,
    hostUrl: () => hostUrl,
    answerMs: options.answerMs ?? 5000,
  }
  mountCentre(atm, sim)
  mountSettlement(atm, sim)
  mountScreens(atm, sim)
  mountManagement(atm, sim)
  sim.app.post('/__sim/host', async (request) => {
    hostUrl = (JSON.parse(bodyOf(request)) as { url: string }).url
    return { hostUrl }
  })
  const timer = keepForwarding(atm, options.forwardEveryMs ?? 3000)
  const running = await sim.listen()
  return {
    ...running,
    close: async () => {
      clearInterval(timer)
      await running.close()
    },
  }
}

function keepForwarding(atm: Atm, everyMs: number): NodeJS.Timeout | undefined {
  if (everyMs === 0) return undefined
  let busy = false
  const timer = setInterval(() => {
    if (busy || atm.state.stored.length === 0) return
    busy = true
    void forward(atm).finally(() => {
      busy = false
    })
  }, everyMs)
  return timer.unref()
}

/** The centre's door for companies. */
function mountCentre(atm: Atm, { app }: Simulator): void {
  app.post(linksPath, async (request, reply) => {
    const { status, told } = answerCompany(atm, request.headers, bodyOf(request))
    return reply.code(status).send(told)
  })
}

/** The centre's other door: what was put in on a day. The answer is sealed, so that nobody on the way changes it. */
function mountSettlement(atm: Atm, { app }: Simulator): void {
  const path = '/centre/v1/settlements'
  app.post(path, async (request, reply) => {
    const body = bodyOf(request)
    if (!isSealed(atm.key, request.headers, { method: 'POST', path, body }, atm.now()))
      return reply.code(401).send({ error: 'mac' })
    const { companyCode = '', day = '' } = JSON.parse(body) as Record<string, string>
    const file =
      companyCode === atm.companyCode
        ? settlementFile(atm.state, { companyCode, day, now: atm.now() })
        : undefined
    const [status, text] = file === undefined ? [404, ''] : [200, file]
    const mac = answerMac(atm.key, String(request.headers['x-atm-nonce']), status, text)
    return reply.code(status).header('x-atm-mac', mac).type('text/csv; charset=us-ascii').send(text)
  })
}

function mountScreens(atm: Atm, sim: Simulator): void {
  const { app, door } = sim
  app.get('/', async (_request, reply) => sendPage(reply, atmFrontPage(atm.state, door.nasty())))
  app.get('/machines/:id', async (request, reply) => {
    const machine = machineOf(atm, request)
    if (!machine) return reply.redirect('/', 303)
    if (queryPart(request, 'part') === 'live') return sendPage(reply, machineScreen(atm, machine).html)
    return sendPage(reply, machinePage(atm, machine))
  })
  app.post('/machines/:id/touch', async (request, reply) => {
    const machine = machineOf(atm, request)
    const form = formOf(request)
    if (machine) await touch(atm, machine, form['act'] ?? '', form['value'] ?? '')
    return back(request, reply)
  })
  app.post('/machines/:id/trouble', async (request, reply) => {
    const machine = machineOf(atm, request)
    if (machine) order(atm, machine, formOf(request))
    return back(request, reply)
  })
  app.get('/machines/:id/receipts/:key', async (request, reply) => {
    const deposit = atm.state.deposits[decodeURIComponent(pathPart(request, 'key'))]
    const machine = machineOf(atm, request)
    if (!deposit || !machine) return reply.redirect('/', 303)
    return sendPage(reply, receiptPage(machine, deposit))
  })
}

const machineOf = (atm: Atm, request: FastifyRequest): Machine | undefined =>
  atm.state.machines[pathPart(request, 'id')]

const back = (request: FastifyRequest, reply: FastifyReply) =>
  reply.redirect(`/machines/${pathPart(request, 'id')}`, 303)

const effects: readonly string[] = ['cut_before', 'cut_after', 'duplicate', 'wrong_key']
const kinds: readonly string[] = ['inquiry', 'deposit', 'advice', 'reversal']

/** Orders trouble for a machine: on its line, in its safe, or with its power. */
function order(atm: Atm, machine: Machine, wish: Record<string, string>): void {
  const { what = '', kind = 'any', times = '1' } = wish
  if (effects.includes(what)) {
    const trouble = { machine: machine.id, kind: kinds.includes(kind) ? kind : 'any', effect: what }
    atm.state.trouble.push({ ...trouble, times: Number(times) } as LineTrouble)
  }
  if (what === 'jam') atm.state.jams.push(machine.id)
  if (what === 'keep' || what === 'give_back') machine.onSilence = what
  if (what === 'power_off') cutPower(machine)
  if (what === 'power_on' && machine.visit.screen === 'dark') restorePower(atm, machine)
  if (what === 'calm') atm.state.trouble = atm.state.trouble.filter((each) => each.machine !== machine.id)
  atm.save()
}

/** For tests: the books, and sending what waits to be sent, now. */
function mountManagement(atm: Atm, { app }: Simulator): void {
  app.get('/__sim/books', async () => ({
    deposits: Object.values(atm.state.deposits),
    stored: atm.state.stored.length,
    safes: Object.keys(atm.state.machines).map((id) => ({ machine: id, ...safeOf(atm.state, id) })),
  }))
  app.get('/__sim/machines', async () =>
    Object.values(atm.state.machines).map(({ id, place, visit }) => ({ id, place, ...visit })),
  )
  app.post('/__sim/file-faults', async (request) => {
    const { day, fault } = JSON.parse(bodyOf(request)) as { day: string; fault: FileFault | null }
    if (fault) atm.state.fileFaults[day] = fault
    else delete atm.state.fileFaults[day]
    atm.save()
    return atm.state.fileFaults
  })
  app.post('/__sim/forward', async () => {
    await forward(atm)
    return { stored: atm.state.stored.length }
  })
}
