import { useEffect, useState } from 'react'
import { ownSound } from './own-sound.ts'

type Note = { hertz: number; startS: number; lengthS: number }

/** E6 then A6, a rising fourth: bright enough for a shop counter, short enough for a queue. */
const notes: readonly Note[] = [
  { hertz: 1318.5, startS: 0, lengthS: 0.18 },
  { hertz: 1760, startS: 0.13, lengthS: 0.5 },
]

/** A sound that comes later than this would be taken for another payment. */
const lateMs = 2000
/** A context that may sound begins to run a moment after it was opened. */
const beginsWithinMs = 1000

let opened: AudioContext | null | undefined

/** One context for the whole app: it is unlocked once. Null where the browser has none. */
function openContext(): AudioContext | null {
  try {
    opened ??= new AudioContext()
  } catch {
    // A phone without sound must still be able to pay.
    opened = null
  }
  return opened
}

/** Asks the browser to let the app sound; it does so from a touch or a key on. */
export function allowSound(): void {
  const audio = openContext()
  if (audio && audio.state !== 'running') audio.resume().catch(() => undefined)
}

/** Lets the app sound from the first touch on, and again after something like a telephone call has stopped it. */
export function allowSoundByTouch(): void {
  for (const touch of ['touchend', 'click', 'keydown']) addEventListener(touch, allowSound, { capture: true })
}

/** Whether the sound of a payment would not be heard because nobody has touched the screen yet. */
export function useSoundIsOff(): boolean {
  const [isOff, setOff] = useState(false)
  useEffect(() => {
    const audio = openContext()
    if (!audio) return undefined
    const look = () => setOff(audio.state !== 'running')
    const timer = setTimeout(look, beginsWithinMs)
    audio.addEventListener('statechange', look)
    return () => {
      clearTimeout(timer)
      audio.removeEventListener('statechange', look)
    }
  }, [])
  return isOff
}

/**
 * Plays the sound of money that has arrived: the town's own, or the two notes made here where it has none or it does
 * not play. Stays silent where the browser does not allow sound, and does not make up for it later.
 */
export function playMoneySound(): void {
  const own = ownSound()
  if (!own) return void ringNotes()
  own.currentTime = 0
  own.play().catch(ringNotes)
}

async function ringNotes(): Promise<void> {
  const audio = openContext()
  if (!audio) return
  const asked = performance.now()
  if (audio.state !== 'running') await audio.resume().catch(() => undefined)
  if (audio.state !== 'running' || performance.now() - asked > lateMs) return
  for (const note of notes) ring(audio, note)
}

function ring(audio: AudioContext, { hertz, startS, lengthS }: Note): void {
  const start = audio.currentTime + startS
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.3, start + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.001, start + lengthS)
  volume.connect(audio.destination)
  const tone = audio.createOscillator()
  tone.type = 'triangle'
  tone.frequency.value = hertz
  tone.connect(volume)
  tone.start(start)
  tone.stop(start + lengthS)
}
