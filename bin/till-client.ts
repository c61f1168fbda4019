// Writes clients/till/till.ts anew, after the contract has changed, and builds what `npm pack` packs there:
// npm run till-client. Tests hold both current.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runSteps } from './lib/steps.ts'
import { formatted } from './lib/formatted.ts'
import { writeTillClient } from './lib/till-client.ts'

writeFileSync(join(root, 'clients/till/till.ts'), formatted(writeTillClient(), 'clients/till/till.ts'))
const failed = await runSteps([
  { name: 'clients/till/dist', program: ['typescript/bin/tsc', '-p', 'clients/till'] },
])
if (failed.length > 0) process.exitCode = 1
