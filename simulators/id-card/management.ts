// More of the management door, and what the authority and the reader offer to machines.
import { bodyOf } from '../lib/door.ts'
import { formOf, pathPart, type Simulator } from '../lib/http.ts'
import type { Generation, Purpose } from './authority.ts'
import type { CardBox } from './card-box.ts'
import { type CardRegister, type Reason, reasons } from './cards.ts'
import type { revocationService } from './revocation.ts'

export type Managed = {
  box: CardBox
  register: CardRegister
  revocation: ReturnType<typeof revocationService>
  setQuick: (on: boolean) => void
}

/** Hangs the routes on the simulator: cards, revocation, new cards, OCSP, lists, commands to a card. */
export function mountManagement({ app }: Simulator, { box, register, revocation, setQuick }: Managed): void {
  app.addContentTypeParser('application/ocsp-request', { parseAs: 'buffer' }, (_request, body, done) =>
    // Text, like every other body here.
    done(null, (body as Buffer).toString('base64')),
  )
  app.post('/ocsp', async (request, reply) => {
    const answer = await revocation.ocsp(Buffer.from(bodyOf(request), 'base64'))
    return reply.type('application/ocsp-response').send(answer)
  })
  app.get('/crl/:file', async (request, reply) => {
    const found = /^(auth|sign)-(first|second|third)\.crl$/.exec(pathPart(request, 'file'))
    if (!found) return reply.code(404).send({ error: 'no such list' })
    const list = await revocation.list(found[1] as Purpose, found[2] as Generation)
    return reply.type('application/pkix-crl').send(list)
  })
  app.post('/card/:card/apdu', async (request, reply) => {
    const card = register.byId(pathPart(request, 'card'))
    if (!card) return reply.code(404).send({ error: 'no such card' })
    const { hex = '' } = JSON.parse(bodyOf(request)) as { hex?: string }
    return { hex: await box.chipOf(card).transmit(hex) }
  })

  app.get('/__sim/cards', async () => ({
    cards: register.all().map((card) => ({
      ...{ card: card.id, person: card.personId, serial: card.serial, generation: card.generation },
      triesLeft: register.slotOf(card, 'auth').left,
      revoked: register.revocationOf(card.serial)?.reason ?? null,
    })),
  }))
  app.post('/__sim/cards/revoke', async (request, reply) => {
    const { serial = '', reason = '' } = JSON.parse(bodyOf(request)) as { serial?: string; reason?: string }
    if (!Object.hasOwn(reasons, reason) || !register.bySerial(serial)) {
      return reply.code(400).send({ error: `a known serial, and reason ${Object.keys(reasons).join(', ')}` })
    }
    register.revoke(serial, reason as Reason)
    return { serial, reason }
  })
  app.post('/__sim/cards/reissue', async (request, reply) => {
    const { person = '' } = JSON.parse(bodyOf(request)) as { person?: string }
    if (!register.all().some(({ personId }) => personId === person)) {
      return reply.code(400).send({ error: 'nobody in the drawer is called so' })
    }
    const { id, serial } = register.reissue(person)
    return { card: id, serial }
  })
  app.post('/__sim/crl', async (request) => {
    const { publishing = true } = JSON.parse(bodyOf(request)) as { publishing?: boolean }
    revocation.setPublishing(publishing)
    return { publishing }
  })
  app.post('/__sim/quick', async (request, reply) => {
    setQuick(formOf(request)['quick'] === 'on')
    return reply.redirect('/', 303)
  })
}
