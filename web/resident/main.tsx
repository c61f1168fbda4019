import '../ui/app.css'
import { readAnswers } from '../lib/answers.ts'
import { openUsualLanguage } from '../lib/i18n/choose.ts'
import { meQuery } from '../lib/session.ts'
import { allowSoundByTouch } from '../lib/money-sound.ts'
import { startApp } from '../lib/start.tsx'
import { whenQuiet } from '../lib/when-quiet.ts'
import { router } from './routes.tsx'
import { askForHome, keepHome, takeAnswers } from './wallets/last-known.ts'
import { otherLanguages } from './words/languages.ts'

allowSoundByTouch()
keepHome()
takeAnswers(readAnswers())
// Whoever opens the home screen waits for what the page did not bring and for its code at the same time.
if (location.pathname === '/') askForHome()
void openUsualLanguage(otherLanguages).then(() => startApp(router, meQuery.queryKey))

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without a service worker the app works as a website; there is nothing to tell the person.
  whenQuiet(() => void navigator.serviceWorker.register('/sw.js').catch(() => undefined))
}
