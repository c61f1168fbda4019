import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './steps.ts'

const stamp = join(root, 'dist/.built-from')

/**
 * Builds the web apps into dist/ unless they were built from exactly these sources. Throws with the end of the
 * builder's output when it fails.
 */
export async function buildAppsIfChanged(): Promise<void> {
  if (!existsSync(join(root, 'vite.config.ts'))) return
  const sources = hashOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('Building the three apps (this once, and after they have changed) …')
  await build()
  writeFileSync(stamp, sources)
}

function hashOfSources(): string {
  const files = globSync(['{web,contract}/**/*', 'vite.config.ts', 'package-lock.json'], {
    cwd: root,
    withFileTypes: true,
  })
  const hash = createHash('sha256')
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
  for (const path of paths.toSorted()) hash.update(path.slice(root.length)).update(readFileSync(path))
  return hash.digest('hex')
}

function build(): Promise<void> {
  const lines: string[] = []
  const child = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build'], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => void lines.push(chunk.toString('utf8')))
  }
  return new Promise((settle, fail) => {
    child.once('error', fail)
    child.once('close', (code) => {
      if (code === 0) settle()
      else fail(new Error(`The apps cannot be built:\n${lines.join('').slice(-2000)}`))
    })
  })
}
