import type { RefusalCode } from '#contract/refusals.ts'

export type Facts = Record<string, string | number | boolean | null>

/** An expected "no" on its way to the one place that answers it; thrown in a transaction, it rolls back. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  readonly facts: Facts
  constructor(code: RefusalCode, facts: Facts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

/** Says no. The facts are what the person's words need: a limit, what is left, seconds to wait. */
export function refuse(code: RefusalCode, facts?: Facts): never {
  throw new Refusal(code, facts)
}
