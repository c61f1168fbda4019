// A provider as Google is met: discovery, code flow with PKCE, client_secret_post, ID tokens with RS256.
import { formOf, pathPart, sendPage, type Simulator } from '../lib/http.ts'
import { type Grants, isRegistered, requestIn } from './grants.ts'
import { googlePage, lostPage } from './pages.ts'
import { googleSubject, people } from './people.ts'

export type GoogleClient = { clientId: string; clientSecret: string; redirectUris: readonly string[] }

const base = '/google'
const no = (error: string, text: string) => ({ error, error_description: text })

/** Hangs the provider on the simulator, below /google, which is the path of its issuer. */
export function mountGoogle({ app, origin }: Simulator, client: GoogleClient, grants: Grants): void {
  const issuer = () => origin() + base

  app.get(`${base}/.well-known/openid-configuration`, async () => ({
    issuer: issuer(),
    authorization_endpoint: `${issuer()}/o/oauth2/v2/auth`,
    token_endpoint: `${issuer()}/token`,
    jwks_uri: `${issuer()}/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  }))
  app.get(`${base}/certs`, async () => grants.keySet)

  app.get(`${base}/o/oauth2/v2/auth`, async (request, reply) => {
    const asked = requestIn(request)
    // With a wrong client or address there is nobody who may be told (RFC 6749 4.1.2.1).
    if (asked.clientId !== client.clientId)
      return reply.code(401).send(no('invalid_client', 'unknown client'))
    if (!isRegistered(client.redirectUris, asked.redirectUri))
      return reply.code(400).send(no('redirect_uri_mismatch', 'this address is not registered'))
    if (!asked.scope.includes('openid') || !asked.state)
      return reply.code(400).send(no('invalid_request', 'openid and state are required'))
    return reply.redirect(`${base}/visits/${grants.beginVisit(asked)}`, 303)
  })

  app.get(`${base}/visits/:visit`, async (request, reply) => {
    const id = pathPart(request, 'visit')
    const visit = grants.findVisit(id)
    return visit ? sendPage(reply, googlePage(id)) : sendPage(reply, lostPage(), 404)
  })
  app.post(`${base}/visits/:visit`, async (request, reply) => {
    const visit = grants.findVisit(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    const person = people.find(({ id }) => id === formOf(request)['person'])
    const back = new URL(visit.redirectUri)
    back.searchParams.set('state', visit.state)
    if (person) {
      const mail = visit.scope.includes('email')
        ? { email: person.mail, email_verified: person.mailVerified }
        : {}
      const name = visit.scope.includes('profile')
        ? { name: `${person.family} ${person.given}`, family_name: person.family, given_name: person.given }
        : {}
      const code = grants.issueCode(visit, { sub: googleSubject(person.id), ...mail, ...name })
      back.searchParams.set('code', code)
    } else back.searchParams.set('error', 'access_denied')
    return reply.redirect(back.href, 303)
  })

  app.post(`${base}/token`, async (request, reply) => {
    const form = formOf(request)
    if (form['client_id'] !== client.clientId || form['client_secret'] !== client.clientSecret)
      return reply.code(401).send(no('invalid_client', 'Unauthorized'))
    const grant = grants.redeem(form, client.clientId)
    if (form['grant_type'] !== 'authorization_code' || !grant)
      return reply.code(400).send(no('invalid_grant', 'Bad Request'))
    return grants.answer(issuer(), grant)
  })
}
