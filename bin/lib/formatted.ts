import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './steps.ts'

/** A text as the formatter writes a file of that name. Throws what the formatter says against it. */
export function formatted(text: string, path: string): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const done = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  })
  if (done.status !== 0) throw new Error(done.stderr)
  return done.stdout
}
