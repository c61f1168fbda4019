// How a story goes to Google or Apple and comes back, as a browser would.
import type { ReplyOf } from '#contract/endpoint.ts'
import {
  finishFederatedSignIn,
  finishLink,
  type SignInProviderName,
  startFederatedSignIn,
  startLink,
} from '#contract/federated.ts'
import type { WayBack } from '../simulators/sign-in/walk.ts'
import type { Client } from './client.ts'
import { readVersions } from './steps.ts'
import type { Town } from './town.ts'

type Purpose = 'sign_up' | 'sign_in' | 'link'
type Trip = { provider: SignInProviderName; person: string | null; mail?: 'share' | 'hide' }

/** Begins; gives the provider's address. */
export async function begin(client: Client, purpose: Purpose, provider: SignInProviderName): Promise<string> {
  if (purpose === 'link') return (await client.ask(startLink, { params: { provider } })).redirectUrl
  const body = { provider, consent: purpose === 'sign_up' ? await readVersions(client) : null }
  return (await client.ask(startFederatedSignIn, { body })).redirectUrl
}

/** Goes where the provider sends the browser; Apple's form comes from Apple's site and brings no cookies. */
export async function comeBack(client: Client, { url, form }: WayBack): Promise<string> {
  const answer = await client.send(
    form
      ? {
          method: 'POST',
          url: url.pathname,
          body: new URLSearchParams(form).toString(),
          headers: {
            ...{ 'content-type': 'application/x-www-form-urlencoded', cookie: '' },
            origin: 'https://provider.example',
          },
        }
      : { method: 'GET', url: url.pathname + url.search },
  )
  if (answer.status !== 303) throw new Error(`coming back was answered with ${answer.status}`)
  return String(answer.headers['location'])
}

/** Begins, chooses an account and comes back; only the finish is still to come. */
export async function travel(town: Town, client: Client, purpose: Purpose, trip: Trip): Promise<WayBack> {
  const redirectUrl = await begin(client, purpose, trip.provider)
  const back = await town.federated.walk(redirectUrl, trip.person, trip.mail ? { mail: trip.mail } : {})
  await comeBack(client, back)
  return back
}

/** A whole registration or sign-in; throws when it is refused. */
export async function enterWith(
  town: Town,
  client: Client,
  purpose: 'sign_up' | 'sign_in',
  trip: Trip,
): Promise<ReplyOf<typeof finishFederatedSignIn>> {
  await travel(town, client, purpose, trip)
  return client.ask(finishFederatedSignIn)
}

/** A whole registration or sign-in that is refused; gives the code. */
export async function refusedWith(
  town: Town,
  client: Client,
  purpose: 'sign_up' | 'sign_in',
  trip: Trip,
): Promise<string> {
  await travel(town, client, purpose, trip)
  return client.refused(finishFederatedSignIn)
}

/** Links an account to the one who is signed in; throws when it is refused. */
export async function linkWith(town: Town, client: Client, trip: Trip) {
  await travel(town, client, 'link', trip)
  return client.ask(finishLink)
}
