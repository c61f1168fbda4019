import type { z } from 'zod'

type Definition = z.core.$ZodTypes['_zod']['def']

/** What a part of the contract is made of, for tests that walk through all of it. */
export const definitionOf = (shape: z.core.$ZodType): Definition =>
  (shape as unknown as { def: Definition }).def

export const parses = (shape: z.core.$ZodType, value: unknown): boolean =>
  (shape as z.ZodType).safeParse(value).success
