// One keep-alive connection of a phone: a plain socket, one buffer for the answers of all lines, and no more read of an
// answer than its head.
import { connect, type Socket } from 'node:net'

type Hears = {
  /** An answer is there; `head` is all before its empty line. */
  heard: (head: string) => void
  closed: () => void
}

const shared = Buffer.allocUnsafe(64 * 1024)

/** Connects and resolves with the socket to write requests to, one at a time. Rejects when nobody listens. */
export async function openLine(port: number, { heard, closed }: Hears): Promise<Socket> {
  let parts: Buffer | undefined
  function hear(chunk: Buffer): void {
    const bytes = parts ? Buffer.concat([parts, chunk]) : chunk
    const headEnd = bytes.indexOf('\r\n\r\n')
    const head = headEnd < 0 ? '' : bytes.toString('latin1', 0, headEnd)
    if (headEnd < 0 || bytes.length < headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1])) {
      // The shared buffer is about to be written over.
      parts = Buffer.from(bytes)
      return
    }
    parts = undefined
    heard(head)
  }
  const onread = {
    buffer: shared,
    callback: (size: number, bytes: Uint8Array) => {
      hear(Buffer.from(bytes.buffer, bytes.byteOffset, size))
      return true
    },
  }
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
  await new Promise<void>((settle, fail) => socket.once('connect', settle).once('error', fail))
  socket.on('error', () => {})
  socket.once('close', closed)
  return socket
}
