import { useSuspenseQuery } from '@tanstack/react-query'
import { readStaff } from '#contract/merchants.ts'
import { asking } from '../lib/ask.ts'

/** Gives who works here and at which store. Only for pages behind the guard, which has asked already. */
export function useStaff() {
  return useSuspenseQuery(asking(readStaff)).data
}
