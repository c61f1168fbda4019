import { useSyncExternalStore } from 'react'
import { isLanguage, type Language, languageOf, languageUsed, setLanguageUsed } from './language.ts'
import { type Catalogue, setCatalogue } from './words.ts'

/** How the words of each language besides Japanese are loaded. */
export type Loaders = Record<Exclude<Language, 'ja'>, () => Promise<{ catalogue: Catalogue }>>

const kept = 'enishi.language'
const listeners = new Set<() => void>()
let loaders: Loaders | null = null

/** Opens the language that was chosen on this device, or that it speaks. Japanese where the words do not come. */
export async function openUsualLanguage(from: Loaders): Promise<void> {
  loaders = from
  try {
    await use(readChoice() ?? languageOf(navigator.languages))
  } catch {
    // Without a network, Japanese is better than nothing; the next start tries again.
    speak('ja')
  }
}

/** Changes the language of the whole app and remembers the choice. Throws when its words cannot be loaded. */
export async function chooseLanguage(language: Language): Promise<void> {
  await use(language)
  try {
    localStorage.setItem(kept, language)
  } catch {
    // It is chosen again the next time.
  }
  for (const listener of listeners) listener()
}

/** The language in use, told to React, so that a change draws everything anew. */
export function useLanguage(): Language {
  return useSyncExternalStore(listen, languageUsed)
}

async function use(language: Language): Promise<void> {
  const load = language === 'ja' ? undefined : loaders?.[language]
  setCatalogue(load ? (await load()).catalogue : null)
  speak(load ? language : 'ja')
}

/** The browser is told too, for screen readers and fonts. */
function speak(language: Language): void {
  setLanguageUsed(language)
  document.documentElement.lang = language
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function readChoice(): Language | null {
  try {
    const chosen = localStorage.getItem(kept)
    return isLanguage(chosen) ? chosen : null
  } catch {
    return null
  }
}
