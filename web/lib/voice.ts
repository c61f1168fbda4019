import { localeUsed } from './i18n/language.ts'
import { readLook } from './look.ts'

/** Whether this browser can read aloud at all. */
export const canSpeak = () => typeof speechSynthesis !== 'undefined'

/** Reads a sentence aloud where the person has switched that on; what was being said stops. Never throws. */
export function say(text: string): void {
  if (readLook().voice) speak(text)
}

/** Reads a sentence aloud whatever was chosen, for trying it out. Never throws. */
export function speak(text: string): void {
  if (!canSpeak()) return
  try {
    speechSynthesis.cancel()
    const words = new SpeechSynthesisUtterance(text)
    const language = localeUsed()
    words.lang = language === 'ja' ? 'ja-JP' : language
    // A little slower than usual: a shop is loud, and a number must not be missed.
    words.rate = 0.9
    speechSynthesis.speak(words)
  } catch {
    // Everything that is said also stands on the screen.
  }
}
