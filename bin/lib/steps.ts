// The steps that check the code itself, each a program that says nothing when all is well.
import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

export type Step = {
  name: string
  /** A Node program of node_modules with its arguments. */
  program: string[]
}

export const root = join(import.meta.dirname, '../..')

/** The type checks; the browser's has its own, because it has a DOM and no Node. */
export function typeSteps(): Step[] {
  const compiler = 'typescript/bin/tsc'
  const steps = [{ name: 'types', program: [compiler, '-p', '.'] }]
  if (globSync('web/**/*.{ts,tsx}', { cwd: root }).length > 0) {
    steps.push({ name: 'types of the web apps', program: [compiler, '-p', 'web'] })
  }
  return steps
}

/** Everything else that can be said about the code without running it. */
export function lintSteps(): Step[] {
  return [
    { name: 'lint', program: ['oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'format', program: ['@biomejs/biome/bin/biome', 'format', '.'] },
    { name: 'dead code', program: ['knip/bin/knip.js'] },
  ]
}

/** The web apps as they are served, for the tests in a browser. */
export function buildSteps(): Step[] {
  if (!existsSync(join(root, 'vite.config.ts'))) return []
  return [{ name: 'build', program: ['vite/bin/vite.js', 'build'] }]
}

/**
 * Runs the steps one after the other, prints a line for each with its time, and the output of one that fails.
 * Gives the names of those that failed; never throws.
 */
export async function runSteps(steps: Step[]): Promise<string[]> {
  const failed: string[] = []
  for (const { name, program } of steps) {
    const start = performance.now()
    const { ok, output } = await runQuietly(program)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (ok) continue
    failed.push(name)
    console.log(output.trimEnd())
  }
  return failed
}

function runQuietly([file = '', ...rest]: string[]): Promise<{ ok: boolean; output: string }> {
  return new Promise((settle) => {
    const chunks: Buffer[] = []
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...rest], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', (error) => settle({ ok: false, output: error.message }))
    child.on('close', (code) => settle({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8') }))
  })
}
