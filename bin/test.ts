// Everything that can tell whether this checkout is in order: the steps that check the code, then every test
// on one PostgreSQL of its own. With arguments, only those test files: npm test -- test/stories/pay.test.ts
import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Scanned, scanResults } from '../test/secrets/results.ts'
import { sharedServer, startTestServer } from '../test/server.ts'
import { buildSteps, lintSteps, root, runSteps, typeSteps } from './lib/steps.ts'

const slowestTestMs = 300_000
/** One more than the processors of a small machine: a quarter of the time a test waits for the disk or for a page. */
const sideBySide = 3
/** Where more files than that have failed, it was not the machine. */
const mostTriedAgain = 6

const given = process.argv.slice(2)
const filesGiven = given.some((argument) => !argument.startsWith('-'))
// Tests in a browser need the apps; whoever names files and has built them before does not wait.
const missing = existsSync(join(root, 'dist')) ? [] : buildSteps()
const failed = await runSteps(filesGiven ? missing : [...typeSteps(), ...lintSteps(), ...buildSteps()])
const testsPassed = await runTests(filesGiven ? given : [...given, ...allTests()])
if (failed.length > 0) console.error(`✗ failed before the tests: ${failed.join(', ')}`)
if (failed.length > 0 || !testsPassed) process.exitCode = 1

function allTests(): string[] {
  return globSync('**/*.test.ts', { cwd: root, exclude: ['node_modules', 'dist', '.town'] }).toSorted()
}

async function runTests(files: string[]): Promise<boolean> {
  const server = await startTestServer()
  const folder = mkdtempSync(join(tmpdir(), 'enishi-scan-'))
  const scanned = join(folder, 'scanned')
  const environment = { [sharedServer]: server.url, [scanResults]: scanned }
  try {
    const failedList = join(folder, 'failed')
    const first = await run([...testOptions(sideBySide), ...noting(failedList), ...files], environment)
    const passed = first || (!filesGiven && (await tryAgain(failedIn(failedList), environment)))
    return sayWhatWasScanned(scanned) && passed
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
}

function testOptions(concurrency: number): string[] {
  return [
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${slowestTestMs}`,
    // A test that failed half-way may leave a server behind; that must not keep everybody waiting.
    '--test-force-exit',
  ]
}

function noting(failedList: string): string[] {
  const reporter = join(root, 'bin/lib/failed-files.reporter.ts')
  const toPeople = ['--test-reporter=spec', '--test-reporter-destination=stdout']
  return [...toPeople, `--test-reporter=${reporter}`, `--test-reporter-destination=${failedList}`]
}

function failedIn(list: string): string[] {
  return [...new Set(readFileSync(list, 'utf8').split('\n'))].filter((file) => file !== '')
}

/**
 * Runs the few files that failed once more, one after the other: what a crowded machine broke passes then and is named;
 * what is wrong fails again.
 */
async function tryAgain(files: string[], environment: Record<string, string>): Promise<boolean> {
  if (files.length === 0 || files.length > mostTriedAgain) return false
  console.log(`\nOnce more, each alone:\n${files.join('\n')}\n`)
  const passed = await run([...testOptions(1), '--test-reporter=spec', ...files], environment)
  if (passed) console.log(`! passed only when tried again alone:\n${files.join('\n')}`)
  return passed
}

/**
 * Every town looks for its secrets in all that it kept, logged and answered, and fails its test when it finds
 * one; this only adds up, so that a scanner that has stopped looking is seen. False when nothing was scanned by
 * a run of all tests.
 */
function sayWhatWasScanned(file: string): boolean {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  const towns = lines.map((line) => JSON.parse(line) as Scanned)
  const sum = (name: keyof Scanned) => towns.reduce((total, town) => total + town[name], 0)
  if (towns.length > 0)
    console.log(
      `secrets: looked through ${sum('tables')} tables, ${sum('answers')} answers and ${sum('logLines')} lines of ` +
        `logs of ${towns.length} towns`,
    )
  return filesGiven || towns.length > 0
}

/** An interrupt goes to the tests first; when they have ended, the server is stopped as always. */
function run(options: string[], environment: Record<string, string>): Promise<boolean> {
  // No test may ever meet a database that somebody has set for other work.
  const { DATABASE_URL: _, ...inherited } = process.env
  const tests = spawn(process.execPath, options, {
    cwd: root,
    stdio: 'inherit',
    env: { ...inherited, ...environment },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => tests.kill(signal))
  return new Promise((settle, fail) => {
    tests.once('error', fail)
    tests.once('close', (code) => settle(code === 0))
  })
}
