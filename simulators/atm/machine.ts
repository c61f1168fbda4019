// What a person can do at a machine, touch by touch.
import { randomBytes, randomInt } from 'node:crypto'
import { codeMinutes, companyTries, repeats } from './behaviour.ts'
import {
  type Answer,
  type Atm,
  dayOf,
  depositMessage,
  exchange,
  nextTrace,
  storeAdvice,
  storeReversal,
} from './host-line.ts'
import { type Deposit, freshVisit, type Machine, noNotes, noteKinds, worthOf } from './state.ts'
import { answerCodes } from './wire.ts'

/** What may be done on each screen; another touch changes nothing. */
const touches: Record<string, (atm: Atm, machine: Machine, value: string) => void | Promise<void>> = {
  'top:start': start,
  'code:cancel': goHome,
  'company:number': typeCompany,
  'company:cancel': cancel,
  'slot:note': insert,
  'slot:count': count,
  'slot:cancel': cancel,
  'counted:confirm': confirm,
  'counted:more': (_atm, machine) => show(machine, 'slot', ''),
  'counted:cancel': cancel,
  'done:leave': goHome,
  'unsure:leave': goHome,
  'ended:leave': goHome,
}

/** Does one touch on a machine's screen and remembers what came of it. */
export async function touch(atm: Atm, machine: Machine, act: string, value: string): Promise<void> {
  await touches[`${machine.visit.screen}:${act}`]?.(atm, machine, value)
  atm.save()
}

function show(machine: Machine, screen: Machine['visit']['screen'], remark: string): void {
  Object.assign(machine.visit, { screen, remark })
}

function goHome(_atm: Atm, machine: Machine): void {
  machine.visit = freshVisit()
}

/** スマートフォンでの取引: shows a code that can be read once, for some minutes, at this machine only. */
function start(atm: Atm, machine: Machine): void {
  machine.visit = {
    ...freshVisit('code'),
    code: `ATM1.${randomBytes(16).toString('base64url')}`,
    number: String(randomInt(10 ** 10)).padStart(10, '0'),
    codeUntil: new Date(atm.now().getTime() + codeMinutes * 60_000).toISOString(),
  }
}

/** A phone has read the code: the machine asks for the number that the phone shows. */
export function welcomePhone(machine: Machine, linkId: string): void {
  Object.assign(machine.visit, { screen: 'company', linkId, code: '', number: '' })
}

/** The number of the company; what may still be charged is asked before the slot opens. */
async function typeCompany(atm: Atm, machine: Machine, typed: string): Promise<void> {
  const { visit } = machine
  const link = atm.state.links[visit.linkId]
  if (typed !== link?.companyCode) {
    visit.wrongNumbers += 1
    if (visit.wrongNumbers >= companyTries) {
      return show(machine, 'ended', '企業番号が3回ちがったため、取引を終了しました。')
    }
    return show(machine, 'company', '企業番号がちがいます。アプリに表示された4桁を入力してください。')
  }
  show(machine, 'asking', '')
  visit.asked = { trace: nextTrace(machine), on: dayOf(atm.now()) }
  const body = { terminal: machine.id, ...visit.asked, linkId: visit.linkId, companyCode: typed }
  const answer = await ask(atm, machine, 'inquiry', body)
  if (machine.visit !== visit) return
  if (!answer) {
    takeBackInquiry(atm, machine, 'no_answer')
    return show(machine, 'ended', 'ただいまお取り扱いできません。時間をおいて、もう一度お試しください。')
  }
  if (answer.code !== answerCodes.approved) return show(machine, 'ended', refusalOf(answer))
  Object.assign(visit, {
    holder: String(answer['holder']),
    minimum: Number(answer['minimum']),
    maximum: Number(answer['maximum']),
  })
  show(machine, 'slot', '')
}

/** Asks, and repeats the very same message while the person waits. */
async function ask(
  atm: Atm,
  machine: Machine,
  kind: 'inquiry' | 'deposit',
  body: Record<string, unknown>,
): Promise<Answer | undefined> {
  for (let tried = 0; tried <= repeats; tried += 1) {
    const answer = await exchange(atm, machine, kind, body)
    if (answer) return answer
  }
  return undefined
}

const refusals: Record<string, string> = {
  [answerCodes.overLimit]: 'いまチャージできる金額がありません。アプリで上限をご確認ください。',
  [answerCodes.linkOver]: '時間が過ぎたため、取引を終了しました。はじめからやり直してください。',
  [answerCodes.unknownLink]: 'この取引は見つかりません。はじめからやり直してください。',
}

const refusalOf = ({ code }: Answer): string =>
  refusals[code] ?? 'お取り扱いできませんでした。アプリをご確認ください。'

/** A note goes in, or comes back: one that cannot be read, and one that would be too much. */
function insert(_atm: Atm, machine: Machine, value: string): void {
  const { notes, maximum } = machine.visit
  const kind = noteKinds.find((each) => String(each) === value)
  if (!kind) return show(machine, 'slot', '読み取れない紙幣です。お戻しします。別の紙幣をお入れください。')
  if (worthOf(notes) + kind > maximum) {
    return show(machine, 'slot', `上限の${yen(maximum)}を超えるため、${yen(kind)}札をお戻しします。`)
  }
  notes[kind] = (notes[kind] ?? 0) + 1
  show(machine, 'slot', '')
}

function count(_atm: Atm, machine: Machine): void {
  const { notes, minimum } = machine.visit
  if (worthOf(notes) < minimum) return show(machine, 'slot', `${yen(minimum)}からお取り扱いします。`)
  show(machine, 'counted', '')
}

/** The person stops: the notes come back, and what the host had set aside for the inquiry is free again. */
function cancel(atm: Atm, machine: Machine): void {
  const back = worthOf(machine.visit.notes)
  takeBackInquiry(atm, machine, 'customer_cancelled')
  machine.visit.notes = noNotes()
  show(
    machine,
    'ended',
    `取引を取り消しました。${back > 0 ? `${yen(back)}をお返しします。お取りください。` : ''}`,
  )
}

function takeBackInquiry(atm: Atm, machine: Machine, reason: string): void {
  const { asked, linkId } = machine.visit
  if (asked) storeReversal(atm, machine, asked, { linkId, reason })
}

/**
 * 確認: the notes are counted and the person agrees. The deposit is in the books before it is sent; without an
 * answer the notes are kept and told of until the host has heard, or given back and taken back as surely.
 */
async function confirm(atm: Atm, machine: Machine): Promise<void> {
  const { visit } = machine
  const deposit = open(atm, machine)
  show(machine, 'sending', '')
  atm.save()
  const answer = await ask(atm, machine, 'deposit', depositMessage(deposit))
  // The power went meanwhile: whoever starts the machine again finds the deposit in the books.
  if (machine.visit !== visit) return
  if (!answer) return endInSilence(atm, machine, deposit)
  if (answer.code !== answerCodes.approved) {
    deposit.state = 'declined'
    return show(
      machine,
      'ended',
      `${refusalOf(answer)}${yen(deposit.amount)}をお返しします。お取りください。`,
    )
  }
  Object.assign(deposit, {
    state: 'approved',
    authCode: String(answer['authCode']),
    balanceAfter: Number(answer['balanceAfter']),
  })
  if (!atm.state.jams.includes(machine.id)) return show(machine, 'done', '')
  atm.state.jams = atm.state.jams.filter((each) => each !== machine.id)
  storeReversal(atm, machine, deposit, { linkId: deposit.linkId, reason: 'jam', deposit })
  show(machine, 'ended', `紙幣がつまりました。チャージを取り消し、${yen(deposit.amount)}をお返しします。`)
}

function open(atm: Atm, machine: Machine): Deposit {
  const { visit } = machine
  const [trace, on] = [nextTrace(machine), dayOf(atm.now())]
  const key = `${machine.id}/${on}/${trace}`
  const deposit: Deposit = {
    ...{ key, machine: machine.id, trace, on, at: atm.now().toISOString(), linkId: visit.linkId },
    ...{ amount: worthOf(visit.notes), notes: { ...visit.notes } },
    ...{ state: 'sent', authCode: '', balanceAfter: null, returnedAt: '' },
  }
  atm.state.deposits[key] = deposit
  visit.deposit = key
  return deposit
}

function endInSilence(atm: Atm, machine: Machine, deposit: Deposit): void {
  if (machine.onSilence === 'keep') {
    storeAdvice(atm, deposit)
    return show(machine, 'unsure', '')
  }
  storeReversal(atm, machine, deposit, { linkId: deposit.linkId, reason: 'no_answer', deposit })
  show(machine, 'ended', `確認できなかったため、取引を取り消しました。${yen(deposit.amount)}をお返しします。`)
}

/** The screen goes dark in the middle of whatever it was; the notes in the machine and its books stay. */
export function cutPower(machine: Machine): void {
  machine.visit = { ...machine.visit, screen: 'dark' }
}

/**
 * The machine starts again. Of a deposit that was on its way nobody knows what became, and its person has gone:
 * the notes are kept and the host is told. Notes that were not confirmed come back out of the slot.
 */
export function restorePower(atm: Atm, machine: Machine): void {
  const { deposit, notes } = machine.visit
  const halfway = atm.state.deposits[deposit]
  if (halfway?.state === 'sent') storeAdvice(atm, halfway)
  const back = halfway ? 0 : worthOf(notes)
  if (!halfway) takeBackInquiry(atm, machine, 'power_cut')
  machine.visit = freshVisit(back > 0 ? 'ended' : 'top')
  if (back > 0) machine.visit.remark = `停電の前に入れた${yen(back)}をお返しします。お取りください。`
  atm.save()
}

export const yen = (amount: number): string => `${amount.toLocaleString('en')}円`
