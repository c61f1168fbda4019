/** Small differences are the network's, not the phone's clock. */
const toleratedMs = 30_000

let aheadMs = 0

/** Learns from a reply's Date header how far this device's clock is off. Ignores what is not a date. */
export function learnServerTime(dateHeader: string | null): void {
  const serverMs = Date.parse(dateHeader ?? '')
  if (Number.isNaN(serverMs)) return
  const difference = serverMs - Date.now()
  aheadMs = Math.abs(difference) > toleratedMs ? difference : 0
}

/** Gives the time in milliseconds as the server sees it; the device's own until the server has spoken. */
export function serverNow(): number {
  return Date.now() + aheadMs
}
