import type { FastifyInstance } from 'fastify'
import * as contract from '#contract/merchants.ts'
import * as codes from '#contract/payment-codes.ts'
import * as staff from '#contract/staff.ts'
import * as data from '#contract/store-data.ts'
import * as suspensions from '#contract/store-suspensions.ts'
import * as keys from '#contract/till-keys.ts'
import type { FindCaller } from '../access.ts'
import type { Context } from '../context.ts'
import { type Route, route } from '../route.ts'
import { decideAccountChange, listAccountChanges, proposeAccountChange } from './account-changes.ts'
import {
  changeStoreData,
  readStoreData,
  requestAccountChange,
  withdrawAccountChange,
} from './change-store.ts'
import { findStoreToPay } from './find-store-to-pay.ts'
import { listStorePayments } from './list-store-payments.ts'
import { listStorePlaces, listStores } from './list-stores.ts'
import { cancelPaymentRequest, readPaymentRequest, requestPayment } from './payment-requests.ts'
import {
  addStaffMember,
  changeStaffMember,
  endStaffMember,
  inviteStaffMember,
  listStaffActs,
  listStaffMembers,
} from './members.ts'
import * as listing from './listing-changes.ts'
import { openPapers } from './papers.ts'
import { openPublicStores } from './public-routes.ts'
import { readStaff } from './read-staff.ts'
import { readStore } from './read-store.ts'
import { liftSuspension, listStoresAtOffice, suspendStore } from './suspend.ts'
import { openStoreEvents } from './store-events.ts'
import { changeStoreRules, readStoreRules } from './store-rules.ts'
import { endTillKey, listTillKeys, makeTillKey } from './till-keys.ts'

/** Finding a store, and what a store has taken. */
export const merchantRoutes: Route[] = [
  route(contract.listStores, listStores),
  route(contract.listStorePlaces, listStorePlaces),
  route(contract.readStore, readStore),
  route(contract.findStoreToPay, findStoreToPay),
  route(contract.readStaff, readStaff),
  route(contract.listStorePayments, listStorePayments),
  route(staff.listStaffMembers, listStaffMembers),
  route(staff.addStaffMember, addStaffMember),
  route(staff.inviteStaffMember, inviteStaffMember),
  route(staff.changeStaffMember, changeStaffMember),
  route(staff.endStaffMember, endStaffMember),
  route(staff.listStaffActs, listStaffActs),
  route(staff.readStoreRules, readStoreRules),
  route(staff.changeStoreRules, changeStoreRules),
  route(keys.listTillKeys, listTillKeys),
  route(keys.makeTillKey, makeTillKey),
  route(keys.endTillKey, endTillKey),
  route(data.readStoreData, readStoreData),
  route(data.changeStoreData, changeStoreData),
  route(data.changeStoreGoods, listing.changeStoreGoods),
  route(data.requestListingChange, listing.requestListingChange),
  route(data.withdrawListingChange, listing.withdrawListingChange),
  route(data.listListingChanges, listing.listListingChanges),
  route(data.decideListingChange, listing.decideListingChange),
  route(data.requestAccountChange, requestAccountChange),
  route(data.withdrawAccountChange, withdrawAccountChange),
  route(data.listAccountChanges, listAccountChanges),
  route(data.proposeAccountChange, proposeAccountChange),
  route(data.decideAccountChange, decideAccountChange),
  route(suspensions.listStoresAtOffice, listStoresAtOffice),
  route(suspensions.suspendStore, suspendStore),
  route(suspensions.liftSuspension, liftSuspension),
  route(codes.requestPayment, requestPayment),
  route(codes.readPaymentRequest, readPaymentRequest),
  route(codes.cancelPaymentRequest, cancelPaymentRequest),
]

/** What does not fit the contract's question and answer: the till's line of events, and the public pages. */
export async function merchantDoors(
  app: FastifyInstance,
  context: Context,
  findCaller: FindCaller,
): Promise<void> {
  openStoreEvents(app, context, findCaller)
  openPublicStores(app, context)
  openPapers(app, context, findCaller)
}
