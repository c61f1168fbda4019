import '../ui/app.css'
import { readOperator } from '#contract/operators.ts'
import { asking } from '../lib/ask.ts'
import { startApp } from '../lib/start.tsx'
import { staffRefusals } from '../lib/words/ja/staff-refusals.ts'
import { learnRefusals } from '../lib/words/refusals.ts'
import { router } from './routes.tsx'

learnRefusals(staffRefusals)
startApp(router, asking(readOperator).queryKey)
