// A second process that plays the phones: keep-alive connections over plain sockets, so that the load costs
// as little as it can of the processors that the server needs. Started by http.ts with its orders as JSON.
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { makeId } from '#server/lib/id.ts'

export type Orders = {
  port: number
  origin: string
  connections: number
  seconds: number
  /** Payments a second that arrive whether or not earlier ones were answered; undefined: closed loop. */
  rate: number | undefined
  tokens: string[]
  stores: string[]
}

export type Told = { latencies: number[]; failed: Record<string, number>; cpuSeconds: number }

type Line = { socket: Socket; answered: (status: string) => void }

async function openLine(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await new Promise<void>((settle, fail) => socket.once('connect', settle).once('error', fail))
  const line: Line = { socket, answered: () => {} }
  let text = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    text += chunk
    const headEnd = text.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
    if (text.length < headEnd + 4 + length) return
    const status = text.slice(9, 12)
    text = ''
    line.answered(status)
  })
  socket.on('close', () => line.answered('closed'))
  socket.on('error', () => {})
  return line
}

function pick<T>(list: T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T
}

function somePayment({ origin, tokens, stores }: Orders): string {
  const body = `{"id":"${makeId()}","storeId":"${pick(stores)}","coin":100,"points":10,"via":"store_code"}`
  return (
    `POST /api/me/payments HTTP/1.1\r\nhost: 127.0.0.1\r\norigin: ${origin}\r\n` +
    `cookie: enishi-resident=${pick(tokens)}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`
  )
}

async function play(orders: Orders): Promise<Told> {
  const lines = await Promise.all(Array.from({ length: orders.connections }, () => openLine(orders.port)))
  const latencies: number[] = []
  const failed: Record<string, number> = {}
  const start = performance.now()
  const end = start + orders.seconds * 1000
  const idle: Line[] = []
  const waiting: number[] = []

  function send(line: Line, due: number): void {
    line.answered = (status) => {
      const now = performance.now()
      if (status === '200') {
        if (now <= end) latencies.push(now - due)
      } else failed[status] = (failed[status] ?? 0) + 1
      if (status === 'closed') return
      if (orders.rate === undefined) {
        if (now < end) send(line, now)
      } else {
        const next = waiting.shift()
        if (next === undefined) idle.push(line)
        else send(line, next)
      }
    }
    line.socket.write(somePayment(orders))
  }

  if (orders.rate === undefined) for (const line of lines) send(line, start)
  else {
    idle.push(...lines)
    arrive(orders.rate, start, end, (due) => {
      const line = idle.pop()
      if (line) send(line, due)
      else waiting.push(due)
    })
  }
  // What is still under way at the end is answered too, or the books would hold more than was acknowledged.
  await new Promise((settle) => setTimeout(settle, orders.seconds * 1000 + 500))
  for (const { socket } of lines) socket.destroy()
  const { user, system } = process.cpuUsage()
  return { latencies, failed, cpuSeconds: (user + system) / 1e6 }
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
