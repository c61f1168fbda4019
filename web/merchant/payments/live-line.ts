import { storeEventsPath } from '#contract/merchants.ts'

type LiveLine = {
  onPayment: (data: string) => void
  onRefund: (data: string) => void
  /** The line stands (again), or is down. */
  onConnected: (connected: boolean) => void
}

/** The server says so four times a minute that it is there; after two that are missing the line is dead. */
const silenceMs = 40_000
/** How long to wait before a line that the browser has given up is opened anew. */
const againMs = 3000

/**
 * Keeps a line to the server open until the returned function is called. The browser mends a line that breaks off;
 * one that has died in silence, or that the browser has given up, is opened anew and told from where to go on, so
 * that nothing is missed.
 */
export function keepLine({ onPayment, onRefund, onConnected }: LiveLine): () => void {
  let line: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = ''
  let over = false

  function open(): void {
    line?.close()
    clearTimeout(timer)
    if (over) return
    const fresh = new EventSource(last ? `${storeEventsPath}?after=${last}` : storeEventsPath)
    line = fresh
    const heard = (tell: (data: string) => void) => (event: MessageEvent<string>) => {
      last = event.lastEventId || last
      expectMore()
      tell(event.data)
    }
    fresh.addEventListener('open', () => {
      expectMore()
      onConnected(true)
    })
    fresh.addEventListener('beat', expectMore)
    fresh.addEventListener('payment', heard(onPayment))
    fresh.addEventListener('refund', heard(onRefund))
    fresh.addEventListener('error', () => {
      onConnected(false)
      if (fresh.readyState === EventSource.CLOSED) openAfter(againMs)
    })
  }

  const expectMore = () => openAfter(silenceMs)

  function openAfter(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      onConnected(false)
      open()
    }, ms)
  }

  const lose = () => {
    clearTimeout(timer)
    line?.close()
    onConnected(false)
  }
  addEventListener('offline', lose)
  addEventListener('online', open)
  open()
  return () => {
    over = true
    removeEventListener('offline', lose)
    removeEventListener('online', open)
    clearTimeout(timer)
    line?.close()
  }
}
