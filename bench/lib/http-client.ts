// A second process that plays the phones: keep-alive connections over plain sockets, requests written before the clock
// starts and one buffer for all answers, so that the load costs as little as it can of the processors that the server
// needs. Started by http.ts with its orders as JSON.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { makeId } from '#server/lib/id.ts'

export type Orders = {
  port: number
  origin: string
  connections: number
  seconds: number
  tokens: string[]
  stores: string[]
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
type Line = {
  socket: Socket
  payment: Payment
  due: number
  sent: number
  /** Bytes of an answer that came in parts. */
  parts: Buffer | undefined
}

/** In good weather an answer is there in tens of milliseconds; a phone asks again after so many. */
const pauseMs = 50

const pick = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)] as T

function makePayment({ origin, tokens, stores }: Orders): Payment {
  const id = makeId()
  const body = `{"id":"${id}","storeId":"${pick(stores)}","coin":100,"points":10,"via":"store_code"}`
  const text =
    `POST /api/me/payments HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: ${origin}\r\n` +
    `cookie: enishi-resident=${pick(tokens)}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  return { id, bytes: Buffer.from(text, 'latin1') }
}

async function play(orders: Orders): Promise<Told> {
  const told: Told = {
    ...{ latencies: [], answeredIn: [], dueAt: [], shed: { answeredIn: [], dueAt: [] }, failed: {} },
    ...{ unanswered: 0, lostAnswers: 0, cpuSeconds: 0, ids: [], at: [] },
  }
  const { rate, seconds, afterwards, payments = Infinity, lost = 0, untilAcknowledged = false } = orders
  const later = afterwards ? afterwards.rate * afterwards.seconds : 0
  const expected = Math.min(payments, (rate ?? 12_000) * Math.max(seconds, 1) + later)
  const stock = Array.from({ length: expected }, () => makePayment(orders))
  const next = () => stock.pop() ?? makePayment(orders)
  const shared = Buffer.allocUnsafe(64 * 1024)
  let started = 0
  let underWay = 0
  let acknowledged = 0
  let over = false
  let finish = () => {}
  const finished = new Promise<void>((settle) => (finish = settle))
  const idle: Line[] = []
  const waiting: number[] = []

  async function openLine(line: Line): Promise<void> {
    const onread = {
      buffer: shared,
      callback: (size: number, bytes: Uint8Array) => {
        hear(line, Buffer.from(bytes.buffer, bytes.byteOffset, size))
        return true
      },
    }
    const socket = connect({ port: orders.port, host: '127.0.0.1', noDelay: true, onread })
    line.socket = socket
    line.parts = undefined
    await new Promise<void>((settle, fail) => socket.once('connect', settle).once('error', fail))
    socket.on('error', () => {})
    socket.once('close', () => {
      if (!over) closed(line)
    })
  }

  function hear(line: Line, chunk: Buffer): void {
    const bytes = line.parts ? Buffer.concat([line.parts, chunk]) : chunk
    const headEnd = bytes.indexOf('\r\n\r\n')
    const head = headEnd < 0 ? '' : bytes.toString('latin1', 0, headEnd)
    if (headEnd < 0 || bytes.length < headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1])) {
      // The shared buffer is about to be written over.
      line.parts = Buffer.from(bytes)
      return
    }
    line.parts = undefined
    answered(line, head)
  }

  function answered(line: Line, head: string): void {
    const now = performance.now()
    const status = head.slice(9, 12)
    if (status === '200' && lost > 0 && Math.random() < lost) {
      told.lostAnswers += 1
      return write(line)
    }
    if (status === '200') acknowledge(line, now)
    else if (status === '503' && /\nretry-after: \d/i.test(head)) {
      told.shed.answeredIn.push(now - line.sent)
      told.shed.dueAt.push(line.due - start)
    } else told.failed[status] = (told.failed[status] ?? 0) + 1
    if (status !== '200' && untilAcknowledged) setTimeout(() => write(line), pauseMs)
    else goOn(line, now)
  }

  function acknowledge(line: Line, now: number): void {
    acknowledged += 1
    if (now <= end || payments < Infinity) {
      told.latencies.push(now - line.due)
      told.answeredIn.push(now - line.sent)
      told.dueAt.push(line.due - start)
    }
    if (orders.tellIds) {
      told.ids.push(line.payment.id)
      told.at.push(Date.now())
    }
    if (acknowledged === payments) finish()
  }

  function goOn(line: Line, now: number): void {
    underWay -= 1
    if (rate === undefined) {
      if (payments === Infinity ? now < end : started < payments) send(line, now)
      return
    }
    const due = waiting.shift()
    if (due === undefined) idle.push(line)
    else send(line, due)
  }

  function closed(line: Line): void {
    told.failed['closed'] = (told.failed['closed'] ?? 0) + 1
    if (untilAcknowledged) reopen(line)
    else underWay -= 1
  }

  function reopen(line: Line): void {
    if (over) return
    openLine(line).then(
      () => write(line),
      () => setTimeout(() => reopen(line), pauseMs),
    )
  }

  function send(line: Line, due: number): void {
    started += 1
    underWay += 1
    line.payment = next()
    line.due = due
    write(line)
  }

  function write(line: Line): void {
    line.sent = performance.now()
    line.socket.write(line.payment.bytes)
  }

  const lines = Array.from({ length: orders.connections }, () => ({}) as Line)
  await Promise.all(lines.map(openLine))
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  const turn = start + seconds * 1000
  const end = turn + (afterwards?.seconds ?? 0) * 1000
  if (rate === undefined) for (const line of lines) send(line, start)
  else {
    idle.push(...lines)
    const one = (due: number) => {
      const line = idle.pop()
      if (line) send(line, due)
      else waiting.push(due)
    }
    arrive(rate, start, turn, one)
    if (afterwards) setTimeout(() => arrive(afterwards.rate, turn, end, one), turn - performance.now())
  }
  await (payments === Infinity ? pause(end - start) : finished)
  // What is still under way at the end is answered too, or the books would hold more than was acknowledged.
  const stillUnderWay = () => underWay
  for (let tries = 0; stillUnderWay() > 0 && tries < 250; tries += 1) await pause(20)
  told.unanswered = stillUnderWay()
  over = true
  const { user, system } = process.cpuUsage(cpuBefore)
  for (const { socket } of lines) socket.destroy()
  return { ...told, cpuSeconds: (user + system) / 1e6 }
}

/** Calls `each` for every arrival at its time, or as soon after it as this process can. */
function arrive(rate: number, start: number, end: number, each: (due: number) => void): void {
  let sent = 0
  const tick = () => {
    const now = performance.now()
    for (; sent < ((Math.min(now, end) - start) / 1000) * rate; sent += 1) each(start + (sent / rate) * 1000)
    if (now < end) setTimeout(tick, 1)
  }
  tick()
}

process.once('message', (orders: Orders) => {
  void play(orders).then((told) => process.send?.(told, () => process.disconnect?.()))
})
