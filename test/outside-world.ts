// The simulators of a test town, in this process and on ports that nobody uses.
import { startAtm } from '../simulators/atm/server.ts'
import { standAt } from '../simulators/atm/walk.ts'
import { people } from '../simulators/id-card/people.ts'
import { startIdCard } from '../simulators/id-card/server.ts'
import { showCard } from '../simulators/id-card/walk.ts'
import { type AtTheBank, lastCode, registerAccount } from '../simulators/bank/walk.ts'
import { startBank } from '../simulators/bank/server.ts'
import { startCard } from '../simulators/card/server.ts'
import { passChallenge, payWithNewCard } from '../simulators/card/walk.ts'
import type { Walk } from '../simulators/lib/walker.ts'
import { startMail } from '../simulators/mail/server.ts'
import { startPush } from '../simulators/push/server.ts'
import { startSignIn } from '../simulators/sign-in/server.ts'
import { chooseAccount } from '../simulators/sign-in/walk.ts'
import { startSms } from '../simulators/sms/server.ts'

type BankOrder = { orderId: string; amount: number; state: string; captures: number; requests: number }
/** What the machines have written down, for laying beside ours. */
type AtmBooks = {
  deposits: { amount: number; state: string; trace: string }[]
  stored: number
  safes: { machine: string; amount: number }[]
}
type CardIntent = { id: string; amount: number; status: string; metadata: Record<string, string> }
type CardEvent = { id: string; type: string; data: { object: Record<string, unknown> } }
type Fault = {
  match: string
  effect: 'error' | 'delay' | 'drop-response' | 'duplicate'
  times?: number
}

/** Starts them in good weather; close() ends them. */
export async function startOutsideWorld() {
  const sms = await startSms({ nasty: false })
  const [bank, card, mail, idCard, signIn, push, atm] = await Promise.all([
    startBank({ smsUrl: sms.url, nasty: false }),
    startCard({ smsUrl: sms.url, nasty: false }),
    startMail({ nasty: false }),
    startIdCard({ nasty: false }),
    startSignIn({ nasty: false }),
    startPush({ nasty: false }),
    // What has to arrive later is sent when a test says so, and a lost answer is not waited for.
    startAtm({ nasty: false, answerMs: 1500, forwardEveryMs: 0 }),
  ])
  return {
    urls: {
      sms: sms.url,
      bank: bank.url,
      card: card.url,
      mail: mail.url,
      idCard: idCard.url,
      signIn: signIn.url,
      push: push.url,
      atm: atm.url,
    },
    smtp: `smtp://localhost:${mail.smtpPort}`,
    phoneOf: (phone: string) => ({
      lastCode: () => lastCode(sms.url, phone),
      lastText: () => lastText(sms.url, phone),
    }),
    inboxOf: (address: string) => ({
      lastLink: () => lastLink(mail.url, address),
      all: () => mailsOf(mail.url, address),
      /** How the newest mail's DKIM signature was found by whoever got it. */
      lastSignature: async () => (await lastMail(mail.url, address)).signature.result,
    }),
    push: pushSide(push.url),
    bank: bankControls(bank.url, sms.url),
    atm: atmSide(atm.url),
    card: cardSide(card.url, sms.url),
    idCard: {
      fault: (fault: Fault) => postJson(`${idCard.url}/__sim/faults`, fault),
      /** Shows a person's card to the authenticator app and gives the address of the return. */
      walk(redirectUrl: string, personKey: string, pin?: string): Promise<URL> {
        const person = people.find(({ id }) => id === personKey)
        if (!person) throw new Error(`no card in the drawer is ${personKey}'s`)
        return showCard(redirectUrl, person.name, pin)
      },
    },
    federated: {
      fault: (fault: Fault) => postJson(`${signIn.url}/__sim/faults`, fault),
      /** Makes the provider's next ID token wrong, for example `alg_none`. */
      spoilToken: (provider: 'google' | 'apple', fault: string) =>
        postJson(`${signIn.url}/__sim/id-tokens`, { provider, fault }),
      /** Chooses somebody's account, or nobody's for null, and gives how the browser is sent back. */
      walk: chooseAccount,
    },
    close: async () => {
      await Promise.all(
        [sms, bank, card, mail, idCard, signIn, push, atm].map((simulator) => simulator.close()),
      )
    },
  }
}

/** The card company and the issuers, as tests meet them. */
function cardSide(url: string, smsUrl: string) {
  return {
    fault: (fault: Fault) => postJson(`${url}/__sim/faults`, fault),
    /** Types a card on the company's page. */
    pay: payWithNewCard,
    /** Types the passcode from the phone of the card's holder. */
    prove: (challenge: Walk, number: string) => passChallenge(challenge, smsUrl, number),
    intents: () => readJson<CardIntent[]>(`${url}/__sim/intents`),
    events: () => readJson<CardEvent[]>(`${url}/__sim/events`),
    /** Has the company's messages sent to an address, signed with the secret. */
    tell: (to: string, secret: string) => postJson(`${url}/__sim/webhook-endpoints`, { url: to, secret }),
    /** Sets the company's clock. */
    setClock: (now: Date) => postJson(`${url}/__sim/clock`, { now: now.toISOString() }),
    /** What the office does at the company's desk, or the holder at the issuer's: `intents/<id>/dispute`. */
    act: (path: string, form = '') =>
      fetch(`${url}/__sim/${path}`, { method: 'POST', body: form, redirect: 'manual' }),
  }
}

type Pushed = { title: string; body: string; path: string; topic: string; ttlSeconds: number; bytes: number }

/** The service that carries messages to devices, and their locked screens. */
function pushSide(url: string) {
  return {
    fault: (fault: Fault) => postJson(`${url}/__sim/faults`, fault),
    /** What stands on the locked screen of a device, oldest first. */
    screenOf: async (endpoint: string) => {
      const address = `${url}/messages.json?endpoint=${encodeURIComponent(endpoint)}`
      return (await readJson<{ messages: Pushed[] }>(address)).messages
    },
    /** Somebody stops notifications on the device itself, and we are not told. */
    stopAt: (endpoint: string) =>
      fetch(`${endpoint.replace('/push/', '/phones/')}/end`, { method: 'POST', redirect: 'manual' }),
  }
}

/** The cash machines: their line, their clocks, their books. */
function atmSide(url: string) {
  return {
    fault: (fault: Fault) => postJson(`${url}/__sim/faults`, fault),
    /** Tells the machines where the town answers. */
    connect: (hostUrl: string) => postJson(`${url}/__sim/host`, { url: hostUrl }),
    /** Sets the machines' clocks. */
    setClock: (now: Date) => postJson(`${url}/__sim/clock`, { now: now.toISOString() }),
    /** Sends what waits to be sent; gives how much still waits. */
    forward: async () => {
      const answer = await fetch(`${url}/__sim/forward`, { method: 'POST' })
      return ((await answer.json()) as { stored: number }).stored
    },
    /** Spoils the settlement file of a day, for example with `short_by_1`; null mends it. */
    spoilFile: (day: string, fault: string | null) => postJson(`${url}/__sim/file-faults`, { day, fault }),
    books: () => readJson<AtmBooks>(`${url}/__sim/books`),
    /** Stands before a machine. */
    standAt: (machine?: string) => standAt(url, machine),
  }
}

/** What a test may see of the bank and its gateway, and what it may make happen there. */
function bankControls(bankUrl: string, smsUrl: string) {
  return {
    orders: () => readJson<BankOrder[]>(`${bankUrl}/__sim/orders`),
    accounts: () => readJson<{ number: string; balance: number }[]>(`${bankUrl}/__sim/accounts`),
    /** Orders trouble for requests to come, for example `{ match: '/Authorize', effect: 'error' }`. */
    fault: (fault: Fault) => postJson(`${bankUrl}/__sim/faults`, fault),
    /** Sets the clock of the banks and the gateway. */
    setClock: (now: Date) => postJson(`${bankUrl}/__sim/clock`, { now: now.toISOString() }),
    /** Spoils the settlement file of a day, for example with `short_by_1`; null mends it. */
    spoilFile: (day: string, fault: string | null) =>
      postJson(`${bankUrl}/__sim/file-faults`, { day, fault }),
    /** Lets something else happen on the town's own account. */
    addTownEntry: (entry: {
      on: string
      direction: 'in' | 'out'
      amount: number
      payer: string
      summary: string
    }) => postJson(`${bankUrl}/__sim/town-entries`, entry),
    /** The 入出金明細 of the town's own account, as a file. */
    townStatement: async (from: string, until: string) => {
      const answer = await fetch(`${bankUrl}/town-account/statement?from=${from}&until=${until}&crlf=1`)
      return Buffer.from(await answer.arrayBuffer())
    },
    /** Gives an order back at the gateway, behind our back. */
    refundBehind: (orderId: string) => postJson(`${bankUrl}/__sim/refunds`, { orderId }),
    /** Orders a rest of an institution. */
    rest: (rest: { bankCode: string; from: string; until: string }) =>
      postJson(`${bankUrl}/__sim/rests`, rest),
    /** Walks the bank's pages as a person would and gives the address to which it sends the browser back. */
    walkLink: (at: Omit<AtTheBank, 'smsUrl'>) => registerAccount({ smsUrl, ...at }),
  }
}

async function readJson<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

async function postJson(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
}

type Mail = { subject: string; text: string; signature: { result: string } }

/** The newest message on a phone; nothing where there is none. */
async function lastText(smsUrl: string, phone: string): Promise<string> {
  const url = `${smsUrl}/phones/${encodeURIComponent(phone)}.json`
  return (await readJson<{ messages: { body: string }[] }>(url)).messages.at(-1)?.body ?? ''
}

async function mailsOf(mailUrl: string, address: string): Promise<Mail[]> {
  const url = `${mailUrl}/messages.json?to=${encodeURIComponent(address)}`
  return (await readJson<{ messages: Mail[] }>(url)).messages
}

/** The newest mail; throws when there is none. */
async function lastMail(mailUrl: string, address: string): Promise<Mail> {
  const mail = (await mailsOf(mailUrl, address)).at(-1)
  if (!mail) throw new Error(`no mail for ${address}`)
  return mail
}

/** The newest address in the newest mail; throws when there is none. */
async function lastLink(mailUrl: string, address: string): Promise<URL> {
  const link = /https?:\/\/\S+/.exec((await lastMail(mailUrl, address)).text)?.[0]
  if (!link) throw new Error(`no link in the mailbox of ${address}`)
  return new URL(link)
}
