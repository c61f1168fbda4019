import '../ui/app.css'
import { readStaff } from '#contract/merchants.ts'
import { asking } from '../lib/ask.ts'
import { startApp } from '../lib/start.tsx'
import { allowSoundByTouch } from '../lib/money-sound.ts'
import { whenQuiet } from '../lib/when-quiet.ts'
import { staffRefusals } from '../lib/words/ja/staff-refusals.ts'
import { learnRefusals } from '../lib/words/refusals.ts'
import { followStore } from './chosen-store.ts'
import { router } from './routes.tsx'

learnRefusals(staffRefusals)
followStore()
allowSoundByTouch()
startApp(router, asking(readStaff).queryKey)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  const scope = { scope: '/merchant' }
  whenQuiet(() => void navigator.serviceWorker.register('/merchant-worker.js', scope).catch(() => undefined))
}
