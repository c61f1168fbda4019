import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../bin/lib/steps.ts'

/** Throws a sentence when there are no built apps for the server to serve; `npm test` builds them first. */
export function requireApps(): void {
  if (existsSync(join(root, 'dist/resident/index.html'))) return
  throw new Error('The apps are not built. Run "npm run build", or run this test with "npm test --".')
}
