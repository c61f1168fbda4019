import { lintSteps, runSteps } from './lib/steps.ts'

if ((await runSteps(lintSteps())).length > 0) process.exitCode = 1
