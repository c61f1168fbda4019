import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { sql } from '#server/lib/database.ts'
import type { Figures } from './measure.ts'
import type { BenchTown } from './town.ts'

export type Row = Figures & { name: string; ratio: number }

const columns: [string, (row: Row) => string | number][] = [
  ['', (row) => row.name],
  ['per s', (row) => row.perSecond],
  ['ratio', (row) => row.ratio.toFixed(2)],
  ['p50 ms', (row) => row.p50],
  ['p95', (row) => row.p95],
  ['p99', (row) => row.p99],
  ['max', (row) => row.max],
  ['µs postgres', (row) => row.cpuPostgres],
  ['µs node', (row) => row.cpuNode],
  ['µs client', (row) => row.cpuClient || '–'],
  ['WAL B', (row) => row.wal],
]

/** Prints the figures as a table for people. */
export function printTable(rows: Row[]): void {
  const table = [
    columns.map(([title]) => title),
    ...rows.map((row) => columns.map(([, cell]) => String(cell(row)))),
  ]
  const widths = columns.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)))
  for (const cells of table) {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(padded.join('  '))
  }
}

/** What a figure depends on: machine, versions, settings, commit. */
export async function describeRun(town: BenchTown): Promise<Record<string, unknown>> {
  const { version } = await town.owner.one<{ version: string }>(sql`select version()`)
  const settings = await town.owner.many(sql`
    select name, setting, unit from pg_catalog.pg_settings
    where source not in ('default', 'override') or name in ('fsync', 'full_page_writes', 'synchronous_commit')
    order by name`)
  return {
    at: new Date().toISOString(),
    commit: commit(),
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem(), kernel: release() },
    node: process.version,
    postgres: version,
    settings,
  }
}

function commit(): string {
  try {
    const options = { cwd: import.meta.dirname, encoding: 'utf8' } as const
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], options) !== ''
    return `${execFileSync('git', ['rev-parse', '--short', 'HEAD'], options).trim()}${changed ? ' and changes' : ''}`
  } catch {
    return 'unknown'
  }
}

/** Writes everything that was measured under .bench/, which git ignores, and gives the file's name. */
export function writeResult(name: string, result: unknown): string {
  const folder = join(import.meta.dirname, '../../.bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}-${new Date().toISOString().replaceAll(':', '').slice(0, 17)}.json`)
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`)
  return file
}
