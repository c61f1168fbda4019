import { equal } from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from './own-path.ts'

for (const [next, path] of [
  ['/top-ups?from=x#y', '/top-ups?from=x#y'],
  ['//evil.example', undefined],
  ['/\\evil.example', undefined],
  ['/\t/evil.example', undefined],
  ['/.//evil.example', undefined],
  ['\\\\evil.example', undefined],
  ['https:evil.example', undefined],
  ['https://evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['@evil.example', undefined],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/a@evil.example', '/a@evil.example'],
  ['', undefined],
  [undefined, undefined],
] as const) {
  test(`ABU-W06 after signing in, ${JSON.stringify(next)} leads ${path ? `to ${path}` : 'home'}`, () =>
    equal(ownPath(next), path))
}
