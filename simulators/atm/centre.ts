// The centre's side of tying a phone to a machine.
import { randomUUID } from 'node:crypto'
import type { Atm } from './host-line.ts'
import { welcomePhone } from './machine.ts'
import { isSealed } from './wire.ts'

/** Where companies say that a phone has read the code of a machine. */
export const linksPath = '/centre/v1/links'

type Told = { error: string } | { linkId: string; terminal: string; place: string }

/** Ties the machine that shows a code to a company's customer, once; refuses who has not sealed the question. */
export function answerCompany(
  atm: Atm,
  headers: Record<string, unknown>,
  body: string,
): { status: number; told: Told } {
  const asked = { method: 'POST', path: linksPath, body }
  if (!isSealed(atm.key, headers, asked, atm.now())) return { status: 401, told: { error: 'mac' } }
  const { code = '', companyCode = '', reference = '' } = JSON.parse(body) as Record<string, string>
  const machine = Object.values(atm.state.machines).find(
    ({ visit }) => visit.screen === 'code' && [visit.code, visit.number].includes(code),
  )
  const linked = Object.values(atm.state.links).find((link) => link.reference === reference)
  // The same question again, because its answer was lost.
  if (linked) return { status: 200, told: linkAnswer(atm, linked) }
  if (!machine) return { status: 404, told: { error: 'unknown_code' } }
  if (Date.parse(machine.visit.codeUntil) <= atm.now().getTime()) {
    return { status: 410, told: { error: 'code_over' } }
  }
  const link = { linkId: randomUUID(), machine: machine.id, companyCode, reference }
  atm.state.links[link.linkId] = link
  welcomePhone(machine, link.linkId)
  atm.save()
  return { status: 200, told: linkAnswer(atm, link) }
}

function linkAnswer(atm: Atm, { linkId, machine }: { linkId: string; machine: string }) {
  return { linkId, terminal: machine, place: atm.state.machines[machine]?.place ?? '' }
}
