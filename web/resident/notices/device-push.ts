import { readWishes, rehearsePush, subscribe, unsubscribe } from '#contract/notices.ts'
import { ask, call } from '../../lib/api.ts'

/** Whether this device is pushed to: it can be asked, is, was forbidden to be, or cannot. */
export type PushState = 'off' | 'on' | 'denied' | 'missing'

/** The address under which this device is pushed to, so that it can be taken back; of nobody's account by itself. */
const kept = 'enishi.push'

const readKept = (): string | null => {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

function keep(endpoint: string | null): void {
  try {
    if (endpoint === null) localStorage.removeItem(kept)
    else localStorage.setItem(kept, endpoint)
  } catch {
    // Then the screen offers it again, and again is once.
  }
}

const canPush = () => 'serviceWorker' in navigator && 'PushManager' in globalThis

/** How this device stands. `rehearsal` has a push service of its own, which every browser can use. */
export function pushState(rehearsal: boolean): PushState {
  if (readKept() !== null) return 'on'
  if (rehearsal) return 'off'
  if (!canPush()) return 'missing'
  return Notification.permission === 'denied' ? 'denied' : 'off'
}

/** Asks for permission and subscribes this device; gives how it stands then. Throws what server or browser throws. */
export async function startPush(): Promise<PushState> {
  const { publicKey, rehearsal } = await ask(readWishes)
  if (rehearsal) {
    keep((await ask(rehearsePush)).endpoint)
    return 'on'
  }
  if (!canPush()) return 'missing'
  if ((await Notification.requestPermission()) !== 'granted') return pushState(rehearsal)
  const registration = await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint, keys } = subscription.toJSON()
  if (!endpoint || !keys?.['p256dh'] || !keys['auth']) return 'missing'
  await ask(subscribe, { body: { endpoint, p256dh: keys['p256dh'], auth: keys['auth'] } })
  keep(endpoint)
  return 'on'
}

/** Takes this device back, here and at the server. Never throws: what stays at the server ends with the session. */
export async function stopPush(): Promise<void> {
  const endpoint = readKept()
  keep(null)
  try {
    if (endpoint !== null) await call(unsubscribe, { body: { endpoint } })
    const registration = canPush() ? await navigator.serviceWorker.getRegistration() : undefined
    await (await registration?.pushManager.getSubscription())?.unsubscribe()
  } catch {
    // Without a network the server forgets the device when it is told that it is gone.
  }
}
