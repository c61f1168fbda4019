import { z } from 'zod'
import type { StaffAct } from './endpoint.ts'

/** 店主・店長・レジ: what a member of staff is at the store. */
export const staffRole = z.enum(['owner', 'manager', 'till'])
export type StaffRole = z.output<typeof staffRole>

const everybody = ['owner', 'manager', 'till'] as const

/**
 * Who may do what at a store: the one table, which the server holds every endpoint of the staff to and the
 * merchant app shows.
 */
export const mayAct: Record<StaffAct, readonly StaffRole[]> = {
  receive: everybody,
  today: everybody,
  refund: everybody,
  days: ['owner', 'manager'],
  keys: ['owner'],
  webhooks: ['owner'],
}

/** Whether a role may do an act. */
export const roleMay = (role: StaffRole, act: StaffAct): boolean => mayAct[act].includes(role)
