// Programs that run beside the town and end with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './steps.ts'

export type Child = {
  name: string
  pid: number
  /** What the program said about itself when it was ready. */
  ready: Record<string, string>
  /** Settles with a sentence when the program has ended without having been asked to. */
  died: Promise<string>
  stop: () => Promise<void>
}

/**
 * What lives shortly is thrown away in halves of 16 MB instead of 32, and a heap that may grow to 1 GB is cleaned when
 * it has grown by half; where it may grow to 4 GB, V8 waits until it is four times as large as what lives in it.
 * V8 also makes objects old at once where those made at the same place lived long. What the routes are made of at the
 * start does, and so each request had an old part that kept all of it until the next full collection
 * (docs/performance.md, "What was tried").
 */
export const nodeFlags = [
  '--max-semi-space-size=16',
  '--max-old-space-size=1024',
  '--no-allocation-site-pretenuring',
]

const graceMs = 1500
const endWithParent = join(import.meta.dirname, 'end-with-parent.ts')

/**
 * Starts a program of this repository and resolves when it prints {"ready":…}; its other lines are shown with
 * its name. It ends with stop(), or by itself when this process dies. Throws when it ends before it is ready.
 */
export async function startChild(name: string, program: string, env: NodeJS.ProcessEnv): Promise<Child> {
  // In a group of its own, so that Ctrl-C reaches the town alone and the town decides the order.
  const child = spawn(process.execPath, [...nodeFlags, '--import', endWithParent, join(root, program)], {
    ...{ cwd: root, env, detached: true },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  createInterface(child.stderr).on('line', (line) => console.error(`${name}: ${line}`))
  const asked = { stop: false }
  const ended = new Promise<string>((settle) => {
    child.once('error', (error) => settle(error.message))
    child.once('exit', (code, signal) => settle(`ended with ${signal ?? `code ${code}`}`))
  })
  const readiness = new Promise<Record<string, string>>((settle) => {
    createInterface(child.stdout).on('line', (line) => {
      const ready = readinessIn(line)
      if (ready) settle(ready)
      else console.log(`${name}: ${line}`)
    })
  })
  const first = await Promise.race([readiness, ended])
  if (typeof first === 'string')
    throw new Error(`The ${name} did not start: it ${first}. What it said stands above.`)
  const died = new Promise<string>((settle) => {
    void ended.then((how) => !asked.stop && settle(`The ${name} has stopped: it ${how}.`))
  })
  async function stop(): Promise<void> {
    asked.stop = true
    await end(child, ended)
  }
  return { name, pid: child.pid ?? 0, ready: first, died, stop }
}

function readinessIn(line: string): Record<string, string> | undefined {
  if (!line.startsWith('{"ready"')) return undefined
  return (JSON.parse(line) as { ready: Record<string, string> }).ready
}

async function end(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(impatience)
}
