import '../ui/app.css'
import { readStaff } from '#contract/merchants.ts'
import { asking } from '../lib/ask.ts'
import { startApp } from '../lib/start.tsx'
import { staffRefusals } from '../lib/words/ja/staff-refusals.ts'
import { learnRefusals } from '../lib/words/refusals.ts'
import { followStore } from './chosen-store.ts'
import { router } from './routes.tsx'

learnRefusals(staffRefusals)
followStore()
startApp(router, asking(readStaff).queryKey)
