import '../ui/app.css'
import { readOperator } from '#contract/operators.ts'
import { asking } from '../lib/ask.ts'
import { startApp } from '../lib/start.tsx'
import { router } from './routes.tsx'

startApp(router, asking(readOperator).queryKey)
