import { runSteps, typeSteps } from './lib/steps.ts'

if ((await runSteps(typeSteps())).length > 0) process.exitCode = 1
