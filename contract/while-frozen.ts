import type { Endpoint } from './endpoint.ts'

/** What ends something, or only finds: it moves no money, opens no way in and changes no factor. */
const allowed = new Set([
  'POST /me/sign-out-elsewhere',
  'POST /me/sign-out-everywhere',
  'DELETE /me/automatic-top-up',
  'DELETE /me/helpers/:id',
  'DELETE /me/relatives/:id',
  'POST /me/card-top-ups/:id/departure',
  'POST /me/payer-codes/end',
  'POST /me/payment-withdrawals',
  'POST /me/notices/readings',
  'POST /me/push-subscriptions/removal',
  'POST /stores/lookup',
  'PUT /me/language',
])

/**
 * How an endpoint of residents stands to an account that is frozen. Looking stays `allowed`, and so does the little
 * that is listed above; an act that can refuse `frozen` itself `decides`, under the lock of the wallet that it moves;
 * everything else `stops`, whatever a newcomer among the endpoints forgets.
 */
export function whileFrozen({ method, path, refusals }: Endpoint): 'allowed' | 'decides' | 'stops' {
  if (refusals.includes('frozen')) return 'decides'
  return method === 'GET' || allowed.has(`${method} ${path}`) ? 'allowed' : 'stops'
}
