// The machines of one world: they run in this process, so that each of their messages is a turn, and what the town does
// with a message is a process of its own, which may die while the machine lives on.
import type { FastifyInstance } from 'fastify'
import { demoAtmLine } from '#server/providers/demo-keys.ts'
import { answerCompany } from '../../../simulators/atm/centre.ts'
import type { Atm } from '../../../simulators/atm/host-line.ts'
import { emptyAtms, freshVisit } from '../../../simulators/atm/state.ts'
import { runningTask } from './scheduler.ts'

/** Addresses that lead to nobody outside this process. */
export const centreUrl = 'http://centre.simulation'
const hostUrl = 'http://town.simulation'

export type Machines = Atm & {
  /** FLT-V22: how far the machines' clock is off, in milliseconds. */
  clockOff: number
  /** FLT-V09: deposits whose advice is still on its way while their reversal has been sent. */
  overtaken: Set<string>
}

const howMany = 4

/** Machines with empty safes, whose names no other world has; half of them give notes back when nobody answers. */
export function openMachines(seed: number, now: () => number): Machines {
  const state = emptyAtms()
  const ids = Array.from({ length: howMany }, (_, index) => `${seed}-${index + 1}`)
  state.machines = Object.fromEntries(
    ids.map((id, index) => [
      id,
      {
        ...{ id, place: `見本 ${index + 1}`, trace: 0, visit: freshVisit() },
        onSilence: index % 2 === 1 ? ('give_back' as const) : ('keep' as const),
      },
    ]),
  )
  const { companyCode, ...key } = demoAtmLine
  const machines: Machines = {
    ...{ state, key, companyCode, clockOff: 0, overtaken: new Set(), answerMs: 20_000 },
    save() {},
    now: () => new Date(now() + machines.clockOff),
    hostUrl: () => hostUrl,
  }
  return machines
}

/** Answers for the machines' centre, and hands to the town what machines ask it. */
export function answerForMachines(machines: Machines, doors: FastifyInstance) {
  return (url: URL, init: RequestInit | undefined): Promise<Response> | undefined => {
    const [headers, body] = [Object.fromEntries(new Headers(init?.headers)), String(init?.body ?? '')]
    if (url.origin === centreUrl) {
      const { status, told } = answerCompany(machines, headers, body)
      return Promise.resolve(Response.json(told, { status }))
    }
    if (url.origin !== hostUrl) return undefined
    return runningTask()?.scheduler.call('a machine asks', async () => {
      const answer = await doors.inject({ method: 'POST', url: url.pathname, headers, body })
      // What went wrong is in the task if its process died, and a fault of the product if it did not.
      if (answer.statusCode >= 500)
        throw new Error(`a machine was answered ${answer.statusCode}: ${answer.body}`)
      const mac = String(answer.headers['x-atm-mac'] ?? '')
      return new Response(answer.body, { status: answer.statusCode, headers: { 'x-atm-mac': mac } })
    })
  }
}
