// Google and Apple as identity providers, in one program: their issuers are <url>/google and <url>/apple.
import { bodyOf } from '../lib/door.ts'
import { demoAppleClient, demoGoogleClient } from '../lib/demo-credentials.ts'
import { createSimulator, type Running, sendPage, type SimulatorOptions } from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { type AppleClient, type AppleState, mountApple } from './apple.ts'
import { type TokenFault, tokenFaults } from './behaviour.ts'
import { type GoogleClient, mountGoogle } from './google.ts'
import { makeGrants } from './grants.ts'
import { signInFrontPage } from './pages.ts'

export type SignInOptions = SimulatorOptions & {
  /** Registered relying parties; default: those of the demo. */
  google?: GoogleClient
  apple?: AppleClient
}

// As long as the real ones let a code live.
const googleCodeSeconds = 600
const appleCodeSeconds = 300

/** Starts both providers. Refuses to start in production, or with a state file that cannot be read. */
export async function startSignIn(options: SignInOptions = {}): Promise<Running> {
  const store = openStore<AppleState>(options.stateFile, () => ({ agreed: {}, tokens: {} }))
  const sim = createSimulator(options, () => {
    store.reset()
    google.clear()
    apple.clear()
  })
  const { app, door } = sim
  const [google, apple] = await Promise.all([
    makeGrants(door.now, googleCodeSeconds),
    makeGrants(door.now, appleCodeSeconds),
  ])
  app.get('/', async (_request, reply) => sendPage(reply, signInFrontPage(door.nasty())))
  app.post('/__sim/id-tokens', async (request) => {
    const wish = JSON.parse(bodyOf(request)) as { provider: string; fault: TokenFault }
    if (!tokenFaults.includes(wish.fault)) throw new Error(`fault must be one of ${tokenFaults.join(', ')}`)
    const grants = wish.provider === 'apple' ? apple : google
    grants.order(wish.fault)
    return wish
  })
  mountGoogle(sim, options.google ?? demoGoogleClient, google)
  mountApple(sim, options.apple ?? demoAppleClient, apple, store)
  return sim.listen()
}
