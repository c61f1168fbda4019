import '../ui/app.css'
import { openUsualLanguage } from '../lib/i18n/choose.ts'
import { meQuery } from '../lib/session.ts'
import { startApp } from '../lib/start.tsx'
import { router } from './routes.tsx'
import { askForHome, keepHome } from './wallets/last-known.ts'
import { otherLanguages } from './words/languages.ts'

keepHome()
// Whoever opens the home screen waits for its answers and its code at the same time.
if (location.pathname === '/') askForHome()
void openUsualLanguage(otherLanguages).then(() => startApp(router, meQuery.queryKey))

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  // Without a service worker the app works as a website; there is nothing to tell the person.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
