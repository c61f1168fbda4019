// The authenticator app: leads from page to page, reads the card by its commands, sends what it has signed.
import type { FastifyReply } from 'fastify'
import { formOf, pathPart, sendPage, type Simulator } from '../lib/http.ts'
import { deliver, reportEnding } from './app-line.ts'
import type { CardBox } from './card-box.ts'
import type { CardRegister } from './cards.ts'
import type { Chip } from './chip.ts'
import { endingWords, lineBroke, lostPage, visitPage } from './pages.ts'
import { readCard } from './reader.ts'
import type { Step, Visit, VisitBook } from './visits.ts'

export type AppParts = {
  visits: VisitBook
  register: CardRegister
  box: CardBox
  /** Where the provider is reached. */
  provider: () => string
}
type Form = Record<string, string>
type Action = { at: Step; run: (visit: Visit, form: Form) => void | Promise<void> }

/** Hangs the app's pages and buttons on the simulator. */
export function mountApp({ app }: Simulator, parts: AppParts): void {
  const { visits, register, provider } = parts
  const actions = actionsWith(parts)
  app.get('/app/:visit', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    sendPage(reply, visitPage(visit, register.all()), visit.message ? 422 : 200)
    visit.message = ''
    return reply
  })
  app.post('/app/:visit/cancel', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    await reportEnding(provider(), visit.challenge.id, 'user_cancelled')
    if (visit.resumeUrl) return reply.redirect(visit.resumeUrl, 303)
    visit.step = 'stopped'
    return open(visit, reply)
  })
  app.post('/app/:visit/:action', async (request, reply) => {
    const visit = visits.find(pathPart(request, 'visit'))
    if (!visit) return sendPage(reply, lostPage(), 404)
    const action = actions[pathPart(request, 'action')]
    if (action?.at === visit.step) await action.run(visit, formOf(request))
    return open(visit, reply)
  })
}

const open = (visit: Visit, reply: FastifyReply) => reply.redirect(`/app/${visit.id}`, 303)
const goTo = (at: Step, to: Step): Action => ({ at, run: (visit) => void (visit.step = to) })

/** What each button does and on which page it stands; from another page it does nothing. */
function actionsWith(parts: AppParts): Record<string, Action> {
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
    hold: { at: 'hold', run: (visit, form) => hold(visit, form, parts) },
  }
}

/** Holds a card to the phone and, when it has signed, asks the provider what it thinks of it. */
async function hold(visit: Visit, form: Form, { register, box, provider }: AppParts): Promise<void> {
  const { pin, challenge } = visit
  visit.pin = ''
  // Away from the page at once, so that a doubled tap does not cost a second try.
  visit.step = 'pin'
  const card = register.byId(form['card'] ?? '')
  const near = form['away'] === 'yes' ? pulledAway : (chip: Chip) => chip
  const reading = card && (await box.inField(card, (chip) => readCard(near(chip), pin, challenge.nonce)))
  if (!reading || reading.kind === 'unreadable') {
    visit.message = 'カードを読み取れませんでした。'
  } else if (reading.kind === 'wrong pin') {
    visit.message = `パスワードがちがいます。残り${reading.left}回`
  } else if (reading.kind === 'locked') {
    visit.message = endingWords.pin_locked
    visit.step = 'stopped'
    await reportEnding(provider(), challenge.id, 'pin_locked')
  } else {
    const delivered = await deliver(provider(), challenge, reading)
    visit.step = delivered === 'passed' ? 'read' : 'stopped'
    if (delivered === 'no answer') visit.message = lineBroke
    else if (delivered !== 'passed' && delivered !== 'user_cancelled') visit.message = endingWords[delivered]
  }
}

/** A card that leaves the field after three answers, before it has seen a password; then there is silence. */
function pulledAway(chip: Chip): Chip {
  let answers = 3
  return { transmit: async (hex) => (answers-- > 0 ? chip.transmit(hex) : '') }
}
