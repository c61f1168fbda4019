import * as atm from './atm.ts'
import * as automaticTopUps from './automatic-top-ups.ts'
import * as bankAccounts from './bank-accounts.ts'
import * as cards from './cards.ts'
import * as cardTopUps from './card-top-ups.ts'
import * as campaigns from './campaigns.ts'
import type { Endpoint } from './endpoint.ts'
import * as chargeCodes from './charge-codes.ts'
import * as counters from './counters.ts'
import * as deskLeaving from './desk-leaving.ts'
import * as federated from './federated.ts'
import * as gifts from './gifts.ts'
import * as identity from './identity.ts'
import * as joining from './joining.ts'
import * as limits from './limits.ts'
import * as notices from './notices.ts'
import * as merchants from './merchants.ts'
import * as operators from './operators.ts'
import * as operatorSignIn from './operator-sign-in.ts'
import * as paperCards from './paper-cards.ts'
import * as paymentCodes from './payment-codes.ts'
import * as passcodes from './passcodes.ts'
import * as payments from './payments.ts'
import * as reconciliation from './reconciliation.ts'
import * as recovery from './recovery.ts'
import * as relatives from './relatives.ts'
import * as residents from './residents.ts'
import * as settlements from './settlements.ts'
import * as signIn from './sign-in.ts'
import * as staff from './staff.ts'
import * as tillDevices from './till-devices.ts'
import * as storeData from './store-data.ts'
import * as storeSuspensions from './store-suspensions.ts'
import * as tillKeys from './till-keys.ts'
import * as topUps from './top-ups.ts'
import * as unresolvedTopUps from './unresolved-top-ups.ts'
import * as wallets from './wallets.ts'
import * as webhooks from './webhooks.ts'

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'reply' in value
  )
}

/** Every endpoint of the platform: what the OpenAPI document is written from. */
export const endpoints: Endpoint[] = [
  signIn,
  federated,
  recovery,
  passcodes,
  residents,
  deskLeaving,
  identity,
  bankAccounts,
  cards,
  topUps,
  automaticTopUps,
  cardTopUps,
  atm,
  chargeCodes,
  counters,
  unresolvedTopUps,
  payments,
  paperCards,
  paymentCodes,
  gifts,
  relatives,
  wallets,
  merchants,
  storeSuspensions,
  storeData,
  joining,
  operators,
  operatorSignIn,
  settlements,
  reconciliation,
  campaigns,
  limits,
  staff,
  tillDevices,
  tillKeys,
  webhooks,
  notices,
].flatMap((capability) => Object.values(capability).filter(isEndpoint))
