import { useEffect, useState } from 'react'

type Listener = (text: string) => void
/** Long enough to read twice; what must not be missed stands in the page instead. */
const shownMs = 4000

const listeners = new Set<Listener>()

/** Shows a short sentence for some seconds and speaks it politely. Refuses nothing. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text)
}

/** The place where announced sentences appear; each app has it once, always present for screen readers. */
export function Toasts() {
  const [text, setText] = useState('')
  useEffect(() => {
    listeners.add(setText)
    return () => void listeners.delete(setText)
  }, [])
  useEffect(() => {
    if (!text) return undefined
    const timer = setTimeout(() => setText(''), shownMs)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <output className="pointer-events-none fixed inset-x-0 top-[calc(env(safe-area-inset-top)+0.5rem)] z-50 flex justify-center px-4 print:hidden">
      {text ? (
        <span className="animate-drop rounded-16 bg-ink px-5 py-3 font-bold [word-break:auto-phrase] text-on-fill shadow-3">
          {text}
        </span>
      ) : null}
    </output>
  )
}
