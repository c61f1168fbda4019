import { ownSound } from './own-sound.ts'

type Note = { hertz: number; startS: number; lengthS: number }

/** E6 then A6, a rising fourth: bright enough for a shop counter, short enough for a queue. */
const notes: readonly Note[] = [
  { hertz: 1318.5, startS: 0, lengthS: 0.18 },
  { hertz: 1760, startS: 0.13, lengthS: 0.5 },
]

/**
 * Plays the sound of money that has arrived: the town's own, or the two notes made here where it has none or it does
 * not play. Stays silent where the browser does not allow sound.
 */
export function playMoneySound(): void {
  const own = ownSound()
  if (!own) return ringNotes()
  own.currentTime = 0
  own.play().catch(ringNotes)
}

function ringNotes(): void {
  try {
    const audio = new AudioContext()
    for (const note of notes) ring(audio, note)
    setTimeout(() => void audio.close(), 1200)
  } catch {
    // A phone without sound must still be able to pay.
  }
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
