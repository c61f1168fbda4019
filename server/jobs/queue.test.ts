import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { schedules } from '../tasks.ts'
import { jobNames } from './queue.ts'

/** The rows of docs/jobs.md: the job, and what picks it up when it has failed for good. */
function readRows(): [string, string][] {
  const text = readFileSync(new URL('../../docs/jobs.md', import.meta.url), 'utf8')
  return text
    .matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)
    .map(([, job = '', what = '']): [string, string] => [job, what])
    .toArray()
}

test('docs/jobs.md says of every job what picks it up, and of no other', () => {
  assert.deepEqual(
    readRows()
      .map(([job]) => job)
      .toSorted(),
    jobNames.toSorted(),
  )
})

test('what docs/jobs.md leaves to a schedule, or to another job, is scheduled', () => {
  const scheduled = new Set(schedules.map(({ name }): string => name))
  for (const [job, what] of readRows()) {
    const by = what.startsWith('its schedule') ? job : /^`([^`]+)`, every/.exec(what)?.[1]
    if (by) assert.ok(scheduled.has(by), `${by} for ${job}`)
  }
})
