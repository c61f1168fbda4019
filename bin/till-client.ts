// Writes clients/till/till.ts anew: npm run till-client, after the contract has changed. A test holds it current.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/steps.ts'
import { formatted } from './lib/formatted.ts'
import { writeTillClient } from './lib/till-client.ts'

writeFileSync(join(root, 'clients/till/till.ts'), formatted(writeTillClient(), 'clients/till/till.ts'))
