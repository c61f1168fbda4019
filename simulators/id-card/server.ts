// The card check: an OpenID provider whose sign-in page is the authenticator app with a drawer of cards.
import type { FastifyReply } from 'fastify'
import { demoRelyingParty } from '../lib/demo-credentials.ts'
import {
  createSimulator,
  formOf,
  pathPart,
  type Running,
  sendPage,
  type SimulatorOptions,
} from '../lib/http.ts'
import { openStore } from '../lib/store.ts'
import { type EndingName, endings, readCard } from './behaviour.ts'
import { endingWords, idCardFrontPage, lostPage, visitPage } from './pages.ts'
import { people } from './people.ts'
import { type Client, mountProvider, withQuery } from './provider.ts'
import { type Step, type Visit, visitBook } from './visits.ts'

export type IdCardOptions = SimulatorOptions & {
  /** Registered relying parties; default: the one of the demo. */
  clients?: readonly Client[]
}

/** Wrong passwords in a row, by person: the card remembers them, whoever reads it. */
type State = { wrongPins: Record<string, number> }
type Form = Record<string, string>
type Action = { at: Step; run: (visit: Visit, form: Form) => void }

/** Starts the card check. Refuses to start in production, or with a state file that cannot be read. */
export async function startIdCard(options: IdCardOptions = {}): Promise<Running> {
  const store = openStore<State>(options.stateFile, () => ({ wrongPins: {} }))
  const sim = createSimulator(options, () => {
    store.reset()
    visits.clear()
    provider.clear()
  })
  const { app, door } = sim
  const visits = visitBook(door.now)
  const provider = await mountProvider(sim, options.clients ?? [demoRelyingParty], (request, reply) =>
    open(visits.begin(request), reply),
  )
  const actions = actionsWith((personId, pin) => hold(store.state, store.save, personId, pin))

  app.get('/', async (_request, reply) => sendPage(reply, idCardFrontPage(door.nasty())))
  app.get('/app/:visit', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    sendPage(reply, visitPage(visit), visit.message ? 422 : 200)
    visit.message = ''
    return reply
  })
  app.post('/app/:visit/cancel', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    visit.returnUrl ||= refusalUrl(visit, 'user_cancelled')
    return reply.redirect(visit.returnUrl, 303)
  })
  app.post('/app/:visit/:action', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    const action = actions[pathPart(request, 'action')]
    if (action?.at === visit.step) action.run(visit, formOf(request))
    return open(visit, reply)
  })
  app.get('/app/:visit/return', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    if (visit.step === 'read' && !visit.returnUrl) {
      const code = provider.issueCode(visit.request, visit.personId)
      visit.returnUrl = withQuery(visit.request.redirectUri, {
        code,
        state: visit.request.state,
        session_state: visit.id,
      })
    }
    return visit.returnUrl ? reply.redirect(visit.returnUrl, 303) : open(visit, reply)
  })
  return sim.listen()
}

const open = (visit: Visit, reply: FastifyReply) => reply.redirect(`/app/${visit.id}`, 303)
const goTo = (at: Step, to: Step): Action => ({ at, run: (visit) => void (visit.step = to) })

function refusalUrl(visit: Visit, ending: EndingName): string {
  const fields = { error: endings[ending], error_description: ending, state: visit.request.state }
  return withQuery(visit.request.redirectUri, fields)
}

/** Holds the card to the phone: reads it and keeps count of wrong passwords. */
function hold(state: State, save: () => void, personId: string, pin: string) {
  const person = people.find((p) => p.id === personId)
  if (!person) return undefined
  const reading = readCard(person, pin, state.wrongPins[personId] ?? 0)
  if (reading.kind === 'read') state.wrongPins[personId] = 0
  else if (pin !== person.pin) state.wrongPins[personId] = (state.wrongPins[personId] ?? 0) + 1
  save()
  return reading
}

/** What each button does and on which page it stands; from another page it does nothing. */
function actionsWith(
  holdCard: (personId: string, pin: string) => ReturnType<typeof hold>,
): Record<string, Action> {
  return {
    agree: {
      at: 'terms',
      run(visit, form) {
        if (form['terms'] === 'yes' && form['privacy'] === 'yes') visit.step = 'home'
        else visit.message = '利用規約とプライバシーポリシーの両方を確認し、チェックしてください。'
      },
    },
    start: goTo('home', 'link'),
    link: goTo('link', 'consent'),
    consent: goTo('consent', 'same'),
    same: goTo('same', 'pin'),
    pin: {
      at: 'pin',
      run(visit, form) {
        // A card never sees a password of another length: it would cost a try.
        if (!/^[0-9]{4}$/.test(form['pin'] ?? '')) {
          visit.message = 'パスワードは数字4桁で入力してください。'
          return
        }
        visit.pin = form['pin'] ?? ''
        visit.step = 'hold'
      },
    },
    hold: {
      at: 'hold',
      run(visit, form) {
        const reading = holdCard(form['person'] ?? '', visit.pin)
        visit.pin = ''
        if (reading?.kind === 'read') {
          visit.personId = form['person'] ?? ''
          visit.step = 'read'
        } else if (reading?.kind === 'refused') {
          visit.message = reading.ending === 'user_cancelled' ? '' : endingWords[reading.ending]
          visit.returnUrl = refusalUrl(visit, reading.ending)
          visit.step = 'stopped'
        } else {
          visit.step = 'pin'
          visit.message = reading
            ? `パスワードがちがいます。残り${reading.left}回`
            : 'カードを読み取れませんでした。'
        }
      },
    },
  }
}
