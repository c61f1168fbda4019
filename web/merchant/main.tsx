import '../ui/app.css'
import { readStaff } from '#contract/merchants.ts'
import { asking } from '../lib/ask.ts'
import { startApp } from '../lib/start.tsx'
import { router } from './routes.tsx'

startApp(router, asking(readStaff).queryKey)
