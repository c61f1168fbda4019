import { useSyncExternalStore } from 'react'

/** How somebody wants to see and hear the app on this device; the same for all three apps in one browser. */
export type Look = {
  /** `auto` follows the device. */
  scheme: 'auto' | 'light' | 'dark'
  text: 'normal' | 'large' | 'largest'
  /** Whether paying is read aloud. */
  voice: boolean
}

const kept = 'enishi.look'
const usual: Look = { scheme: 'auto', text: 'normal', voice: false }
/** The colours of the paper (web/ui/app.css), for the bar that the device draws around the app. */
const paper = { light: '#fbf6ef', dark: '#16110e' }

let look: Look | undefined
const listeners = new Set<() => void>()

/** Gives what was chosen on this device. Ignores what it cannot read. */
export function readLook(): Look {
  look ??= fromStorage()
  return look
}

function fromStorage(): Look {
  try {
    const { scheme, text, voice } = JSON.parse(localStorage.getItem(kept) ?? '{}') as Partial<Look>
    return {
      scheme: scheme === 'light' || scheme === 'dark' ? scheme : usual.scheme,
      text: text === 'large' || text === 'largest' ? text : usual.text,
      voice: voice === true,
    }
  } catch {
    return usual
  }
}

/** Takes over a choice: it is seen at once and kept on this device, signed in or not. */
export function chooseLook(next: Look): void {
  look = next
  try {
    localStorage.setItem(kept, JSON.stringify(next))
  } catch {
    // A full or forbidden storage only forgets the choice with the page.
  }
  applyLook()
  for (const listener of listeners) listener()
}

/** Puts the choice on the page; called before anything is drawn, so that nothing is drawn twice. */
export function applyLook(): void {
  const { scheme, text } = readLook()
  const { dataset } = document.documentElement
  if (scheme === 'auto') delete dataset['look']
  else dataset['look'] = scheme
  if (text === 'normal') delete dataset['text']
  else dataset['text'] = text
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const byDevice = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = paper[scheme === 'auto' ? byDevice : scheme]
  }
}

/** The choice, for screens that change with it. */
export function useLook(): Look {
  return useSyncExternalStore(listen, readLook)
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
