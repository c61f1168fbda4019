// The simulators of a test town, in this process and on ports that nobody uses.
import { people } from '../simulators/id-card/people.ts'
import { startIdCard } from '../simulators/id-card/server.ts'
import { showCard } from '../simulators/id-card/walk.ts'
import { type AtTheBank, lastCode, registerAccount } from '../simulators/bank/walk.ts'
import { startBank } from '../simulators/bank/server.ts'
import { startMail } from '../simulators/mail/server.ts'
import { startSignIn } from '../simulators/sign-in/server.ts'
import { chooseAccount } from '../simulators/sign-in/walk.ts'
import { startSms } from '../simulators/sms/server.ts'

type BankOrder = { orderId: string; amount: number; state: string; captures: number; requests: number }
type Fault = {
  match: string
  effect: 'error' | 'delay' | 'drop-response' | 'duplicate'
  times?: number
}

/** Starts them in good weather; close() ends them. */
export async function startOutsideWorld() {
  const sms = await startSms({ nasty: false })
  const [bank, mail, idCard, signIn] = await Promise.all([
    startBank({ smsUrl: sms.url, nasty: false }),
    startMail({ nasty: false }),
    startIdCard({ nasty: false }),
    startSignIn({ nasty: false }),
  ])
  return {
    urls: { sms: sms.url, bank: bank.url, mail: mail.url, idCard: idCard.url, signIn: signIn.url },
    smtp: `smtp://localhost:${mail.smtpPort}`,
    phoneOf: (phone: string) => ({ lastCode: () => lastCode(sms.url, phone) }),
    inboxOf: (address: string) => ({
      lastLink: () => lastLink(mail.url, address),
      /** How the newest mail's DKIM signature was found by whoever got it. */
      lastSignature: async () => (await lastMail(mail.url, address)).signature.result,
    }),
    bank: {
      orders: () => readJson<BankOrder[]>(`${bank.url}/__sim/orders`),
      accounts: () => readJson<{ number: string; balance: number }[]>(`${bank.url}/__sim/accounts`),
      /** Orders trouble for requests to come, for example `{ match: '/Authorize', effect: 'error' }`. */
      fault: (fault: Fault) => postJson(`${bank.url}/__sim/faults`, fault),
      /** Sets the clock of the banks and the gateway. */
      setClock: (now: Date) => postJson(`${bank.url}/__sim/clock`, { now: now.toISOString() }),
      /** Spoils the settlement file of a day, for example with `short_by_1`; null mends it. */
      spoilFile: (day: string, fault: string | null) =>
        postJson(`${bank.url}/__sim/file-faults`, { day, fault }),
      /** Lets something else happen on the town's own account. */
      addTownEntry: (entry: {
        on: string
        direction: 'in' | 'out'
        amount: number
        payer: string
        summary: string
      }) => postJson(`${bank.url}/__sim/town-entries`, entry),
      /** The 入出金明細 of the town's own account, as a file. */
      townStatement: async (from: string, until: string) => {
        const answer = await fetch(`${bank.url}/town-account/statement?from=${from}&until=${until}&crlf=1`)
        return Buffer.from(await answer.arrayBuffer())
      },
      /** Gives an order back at the gateway, behind our back. */
      refundBehind: (orderId: string) => postJson(`${bank.url}/__sim/refunds`, { orderId }),
      /** Orders a rest of an institution. */
      rest: (rest: { bankCode: string; from: string; until: string }) =>
        postJson(`${bank.url}/__sim/rests`, rest),
      /** Walks the bank's pages as a person would and gives the address to which it sends the browser back. */
      walkLink: (at: Omit<AtTheBank, 'smsUrl'>) => registerAccount({ smsUrl: sms.url, ...at }),
    },
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
      await Promise.all([sms, bank, mail, idCard, signIn].map((simulator) => simulator.close()))
    },
  }
}

async function readJson<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T
}

async function postJson(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
}

/** The newest mail; throws when there is none. */
async function lastMail(mailUrl: string, address: string) {
  const url = `${mailUrl}/messages.json?to=${encodeURIComponent(address)}`
  const { messages } = await readJson<{ messages: { text: string; signature: { result: string } }[] }>(url)
  const mail = messages.at(-1)
  if (!mail) throw new Error(`no mail for ${address}`)
  return mail
}

/** The newest address in the newest mail; throws when there is none. */
async function lastLink(mailUrl: string, address: string): Promise<URL> {
  const link = /https?:\/\/\S+/.exec((await lastMail(mailUrl, address)).text)?.[0]
  if (!link) throw new Error(`no link in the mailbox of ${address}`)
  return new URL(link)
}
