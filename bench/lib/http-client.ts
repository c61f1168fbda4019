// A second process that plays the phones: requests are written before the clock starts and go over plain sockets, so
// that the load costs as little as it can of the processors that the server needs. Started by http.ts with its orders.
import type { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { makeId } from '#server/lib/id.ts'
import { openLine } from './phone-line.ts'

export type Orders = {
  port: number
  origin: string
  connections: number
  seconds: number
  tokens: string[]
  stores: string[]
  /** What tills have read off phones, and the sessions of those tills: then tills charge, each code once. */
  charges?: { codes: string[]; tills: string[] }
  /** Payments a second that arrive whether or not earlier ones were answered; without it a closed loop. */
  rate?: number
  /** After these seconds, so many arrive in a second for so long. */
  afterwards?: { rate: number; seconds: number }
  /** Stops when so many payments are acknowledged, and not by the clock. */
  payments?: number
  /** The share of answers that are lost on their way, so that the phone sends the same payment again. */
  lost?: number
  /** Sends the same payment again, on a new connection if need be, until it is acknowledged. */
  untilAcknowledged?: boolean
  /** Tells the ids of acknowledged payments and when each was. */
  tellIds?: boolean
}

export type Told = {
  /** Of acknowledged payments: ms from when each was due, and from when it was sent, and when it was due. */
  latencies: number[]
  answeredIn: number[]
  dueAt: number[]
  /** Of answers 503 with Retry-After. */
  shed: { answeredIn: number[]; dueAt: number[] }
  /** Other answers, and connections that were lost, by status. */
  failed: Record<string, number>
  /** Payments that nobody had answered when the phones were switched off. */
  unanswered: number
  /** Answers that were lost on purpose. */
  lostAnswers: number
  cpuSeconds: number
  /** Acknowledged payments, and the wall clock (ms) of each. */
  ids: string[]
  at: number[]
}

type Payment = { id: string; bytes: Buffer }
type Line = { socket: Socket; payment: Payment; due: number; sent: number }

type Game = {
  orders: Orders
  told: Told
  next: () => Payment
  idle: Line[]
  /** When payments were due for which no line was free. */
  waiting: number[]
  started: number
  underWay: number
  over: boolean
  start: number
  end: number
}

/** In good weather an answer is there in tens of milliseconds; a phone asks again after so many. */
const pauseMs = 50

/** Yen of each payment. */
const amount = 110

const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T

function makePayment({ origin, tokens, stores, charges }: Orders): Payment {
  const id = makeId()
  if (charges) {
    const code = charges.codes.pop()
    if (code === undefined) throw new Error('there are fewer codes than payments')
    const body = `{"id":"${id}","code":"${code}","amount":${amount}}`
    return { id, bytes: post('/api/staff/charges', origin, `enishi-staff=${pick(charges.tills)}`, body) }
  }
  const body = `{"id":"${id}","storeId":"${pick(stores)}","coin":${amount - 10},"points":10,"via":"store_code"}`
  return { id, bytes: post('/api/me/payments', origin, `enishi-resident=${pick(tokens)}`, body) }
}

function post(path: string, origin: string, cookie: string, body: string): Buffer {
  const text =
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: ${origin}\r\n` +
    `cookie: ${cookie}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  return Buffer.from(text, 'latin1')
}

/** Writes as many payments as will probably be sent. */
function prepare(orders: Orders): Game {
  const { rate = 12_000, seconds, afterwards, payments = Infinity } = orders
  const later = afterwards ? afterwards.rate * afterwards.seconds : 0
  const expected = Math.min(payments, rate * Math.max(seconds, 1) + later)
  const stock = Array.from({ length: expected }, () => makePayment(orders))
  const told: Told = {
    ...{ latencies: [], answeredIn: [], dueAt: [], shed: { answeredIn: [], dueAt: [] }, failed: {} },
    ...{ unanswered: 0, lostAnswers: 0, cpuSeconds: 0, ids: [], at: [] },
  }
  const next = () => stock.pop() ?? makePayment(orders)
  const counts = { started: 0, underWay: 0, over: false, start: 0, end: 0 }
  return { orders, told, next, idle: [], waiting: [], ...counts }
}

async function play(orders: Orders): Promise<Told> {
  const game = prepare(orders)
  const { told, idle } = game
  const { rate, seconds, afterwards, payments } = orders
  const lines = Array.from({ length: orders.connections }, () => ({}) as Line)
  await Promise.all(lines.map((line) => open(game, line)))
  const cpuBefore = process.cpuUsage()
  game.start = performance.now()
  const turn = game.start + seconds * 1000
  game.end = payments === undefined ? turn + (afterwards?.seconds ?? 0) * 1000 : Infinity
  if (rate === undefined) for (const line of lines) send(game, line, game.start)
  else {
    idle.push(...lines)
    arrive(game, rate, game.start, turn)
    if (afterwards) setTimeout(() => arrive(game, afterwards.rate, turn, game.end), turn - performance.now())
  }
  if (payments === undefined) await pause(game.end - game.start)
  // What is still under way at the end is answered too, or the books would hold more than was acknowledged.
  const patience = payments === undefined ? 250 : 6_000
  for (let tries = 0; game.underWay > 0 && tries < patience; tries += 1) await pause(20)
  told.unanswered = game.underWay
  game.over = true
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const { socket } of lines) socket.destroy()
  return { ...told, cpuSeconds: (user + system) / 1e6 }
}

async function open(game: Game, line: Line): Promise<void> {
  line.socket = await openLine(game.orders.port, {
    heard: (head) => answered(game, line, head),
    closed: () => closed(game, line),
  })
}

function send(game: Game, line: Line, due: number): void {
  game.started += 1
  game.underWay += 1
  line.payment = game.next()
  line.due = due
  write(line)
}

function write(line: Line): void {
  line.sent = performance.now()
  line.socket.write(line.payment.bytes)
}

function answered(game: Game, line: Line, head: string): void {
  const { told, start, orders } = game
  const now = performance.now()
  const status = head.slice(9, 12)
  if (status === '200' && orders.lost !== undefined && Math.random() < orders.lost) {
    told.lostAnswers += 1
    write(line)
    return
  }
  if (status === '200') acknowledge(game, line, now)
  else if (status === '503' && /\nretry-after: \d/i.test(head)) {
    told.shed.answeredIn.push(now - line.sent)
    told.shed.dueAt.push(line.due - start)
  } else told.failed[status] = (told.failed[status] ?? 0) + 1
  if (status !== '200' && orders.untilAcknowledged) setTimeout(() => write(line), pauseMs)
  else goOn(game, line, now)
}

function acknowledge({ told, start, end, orders }: Game, line: Line, now: number): void {
  if (now <= end) {
    told.latencies.push(now - line.due)
    told.answeredIn.push(now - line.sent)
    told.dueAt.push(line.due - start)
  }
  if (orders.tellIds) {
    told.ids.push(line.payment.id)
    told.at.push(Date.now())
  }
}

/** The line is free: in a closed loop for the next payment, otherwise for the one that waits longest. */
function goOn(game: Game, line: Line, now: number): void {
  game.underWay -= 1
  const { orders, waiting, idle } = game
  if (orders.rate === undefined) {
    if (now < game.end && game.started < (orders.payments ?? Infinity)) send(game, line, now)
    return
  }
  const due = waiting.shift()
  if (due === undefined) idle.push(line)
  else send(game, line, due)
}

function closed(game: Game, line: Line): void {
  if (game.over) return
  const { told, orders } = game
  told.failed['closed'] = (told.failed['closed'] ?? 0) + 1
  if (orders.untilAcknowledged) reopen(game, line)
  else game.underWay -= 1
}

function reopen(game: Game, line: Line): void {
  if (game.over) return
  open(game, line).then(
    () => write(line),
    () => setTimeout(() => reopen(game, line), pauseMs),
  )
}

/** Sends, or lets wait, every payment that arrives from one instant to the other, as near to its time as may be. */
function arrive(game: Game, rate: number, from: number, until: number): void {
  let sent = 0
  const tick = () => {
    const now = performance.now()
    for (; sent < ((Math.min(now, until) - from) / 1000) * rate; sent += 1) {
      const due = from + (sent / rate) * 1000
      // Each line in its turn: the server closes one on which nothing was ever asked for a minute.
      const line = game.idle.shift()
      if (line) send(game, line, due)
      else game.waiting.push(due)
    }
    if (now < until) setTimeout(tick, 1)
  }
  tick()
}

process.once('message', (orders: Orders) => {
  void play(orders).then((told) => process.send?.(told, () => process.disconnect?.()))
})
