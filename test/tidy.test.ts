import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as rules from './tidy-rules.ts'
import type { Rule } from './tidy-rules.ts'
import { readTree } from './tidy-tree.ts'

const tree = readTree()

/** Files as an object: path to text. */
type Sample = Readonly<Record<string, string>>

const filesOf = (sample: Sample) => Object.entries(sample).map(([path, text]) => ({ path, text }))

/** A rule can fail (each wrong sample by itself), lets pass what is right, and is kept by our files. */
function holds(rule: Rule, wrong: Sample, right: Sample, rest: Sample = {}) {
  for (const [path, text] of Object.entries(wrong)) {
    const offenders = rule(filesOf({ ...rest, [path]: text }))
    assert.ok(offenders.length > 0, `the rule does not see what is wrong with the sample ${path}:\n${text}`)
  }
  assert.deepEqual(rule(filesOf({ ...rest, ...right })), [], 'the rule objects to a sample that is right')
  const offenders = rule(tree)
  assert.equal(offenders.length, 0, `not tidy:\n  ${offenders.join('\n  ')}\n`)
}

const lines = (count: number) => '  step()\n'.repeat(count)

test('imports point down', () =>
  holds(
    rules.importsPointDown,
    {
      'server/payments/pay.ts': `import { x } from '../wallets/read.ts'`,
      'server/payments/refund.ts': `import type { Y } from '#server/top-ups/rules.ts'`,
      'server/payments/quote.ts': `import {\n  app,\n} from '../app.ts'`,
      'server/ledger/post.ts': `import { ctx } from '../context.ts'`,
      'server/providers/bank/http.ts': `import { post } from '../../ledger/post.ts'`,
      'server/lib/day.ts': `import { post } from '../ledger/post.ts'`,
      'server/context.ts': `import { pay } from './payments/pay.ts'`,
      'server/config.ts': `import { app } from './app.ts'`,
      'server/top-ups/request.ts': `import { keys } from '../demo-keys.ts'`,
      'server/app.ts': `import { open } from '../test/town.ts'`,
      'web/resident/main.tsx': `const later = import('#server/app.ts')`,
      'contract/payments.ts': `export { pay } from '#server/payments/pay.ts'`,
      'simulators/bank/server.ts': `import { bank } from '#contract/bank-accounts.ts'`,
      'server/providers/sms/http.ts': `import { log } from '../../../simulators/sms/server.ts'`,
      'seed/people.ts': `import { day } from '#server/lib/day.ts'`,
    },
    {
      'bin/server.ts': `import { app } from '#server/app.ts'`,
      'bin/town.ts': `import { town } from '../seed/town.ts'\nimport '../simulators/sms/server.ts'`,
      'server/app.ts': `import { payments } from './payments/routes.ts'\nimport fastify from 'fastify'`,
      'server/payments/routes.ts': `import { route } from '../route.ts'`,
      'server/payments/pay.ts': [
        `import { payment } from '#contract/payments.ts'`,
        `import { requireResident } from '../access.ts'`,
        `import { append } from '../ledger/append.ts'`,
        `import { refuse } from '../lib/refusal.ts'`,
        `import { planPayment } from './rules.ts'`,
      ].join('\n'),
      'server/config.ts': `import { keys } from './demo-keys.ts'`,
      'server/passcodes/send.ts': `import type { Sms } from '../providers/sms/port.ts'`,
      'web/resident/main.tsx': `import { z } from '#contract/payments.ts'\nimport '../lib/api.ts'`,
      'simulators/bank/server.ts': `import { door } from '../lib/door.ts'`,
      'server/payments/pay.test.ts': `import { openTown } from '../../test/town.ts'`,
    },
  ))

test('imports are relative inside a root, #root across roots, and name the file in full', () =>
  holds(
    rules.importsAreWrittenAlike,
    {
      'server/payments/pay.ts': `import { payment } from '../../contract/payments.ts'`,
      'server/payments/routes.ts': `import { pay } from '#server/payments/pay.ts'`,
      'server/app.ts': `import { payments } from './payments/routes'`,
      'bin/server.ts': `import { app } from '../server/app.ts'`,
    },
    {
      'server/payments/pay.ts': `import { z } from '#contract/values.ts'\nimport { plan } from './rules.ts'`,
      'bin/server.ts': `import { app } from '#server/app.ts'\nimport { town } from '../seed/town.ts'`,
      'web/resident/main.tsx': `import '../ui/style.css'\nimport { z } from 'zod'`,
    },
  ))

test('the contract imports nothing but itself and zod', () =>
  holds(
    rules.contractImportsOnlyZod,
    { 'contract/top-ups.ts': `import { DateTime } from 'luxon'` },
    { 'contract/top-ups.ts': `import { z } from 'zod'\nimport { endpoint } from './endpoint.ts'` },
  ))

test('browser and contract need nothing of Node', () =>
  holds(
    rules.browserNeedsNoNode,
    {
      'web/lib/api.ts': `import { readFile } from 'node:fs/promises'`,
      'contract/payment-code.ts': `import { Buffer } from 'node:buffer'`,
    },
    { 'web/vite.config.ts': `import { resolve } from 'node:path'` },
  ))

test('rules are pure', () =>
  holds(
    rules.rulesArePure,
    {
      'server/payments/rules.ts': `import { findPayment } from './queries.ts'`,
      'server/top-ups/rules.ts': `export const decide = (asked: number) => Date.now() - asked`,
      'server/points/rules.ts': `export async function decide() {}`,
      'server/campaigns/rules.ts': `import { randomInt } from 'node:crypto'`,
    },
    {
      'server/payments/rules.ts': [
        `import { paymentCan } from '#contract/payments.ts'`,
        `import { sum } from '../lib/amount.ts'`,
        `import type { Facts } from './queries.ts'`,
        `// Nobody has to await a decision.`,
      ].join('\n'),
    },
  ))

test('SQL stands in queries.ts, the floor, db, and the programs around them', () =>
  holds(
    rules.sqlHasItsPlaces,
    {
      'server/payments/pay.ts': 'const rows = await tx.many(sql`select 1`)',
      'server/payments/routes.ts': `await pool.query('select 1')`,
      'server/providers/bank/http.ts': `await pool.query<Row>('select 1')`,
    },
    {
      'server/payments/queries.ts': 'sql`select 1`',
      'server/ledger/append.ts': 'sql`select 1`',
      'bin/check-books.ts': `pool.query('select 1')`,
      'web/resident/home/HomePage.tsx': `const wallet = useQuery({ queryKey: ['wallet'] })`,
    },
  ))

test('queries write their own schema only', () =>
  holds(
    rules.queriesWriteTheirOwnSchema,
    {
      'server/top-ups/queries.ts': 'sql`insert into payments.payment (id) values ($1)`',
      'server/payments/queries.ts': 'sql`update\n  ledger.wallet set coin = 0`',
      'server/points/queries.ts': 'sql`delete from lot where id = $1`',
    },
    {
      'server/top-ups/queries.ts': [
        'sql`insert into top_ups.top_up (id) values ($1) on conflict do update set id = excluded.id`',
        'sql`update top_ups.top_up set state = $1`',
        'sql`select id from ledger.wallet where id = $1 for no key update`',
      ].join('\n'),
    },
  ))

test('file names are kebab-case, components PascalCase', () =>
  holds(
    rules.fileNames,
    {
      'server/payments/payNow.ts': '',
      'server/top_ups/rules.ts': '',
      'server/payments/Pay.ts': '',
      'web/resident/payments/pay_page.tsx': '',
    },
    {
      'server/bank-accounts/start-link.ts': '',
      'web/resident/payments/PayPage.tsx': '',
      'web/lib/words/ja/refusals.ts': '',
      'db/migrations/0001-ledger.sql': '',
      'test/stories/top-up-by-bank.test.ts': '',
    },
  ))

test('colours are tokens, so that the dark is dark everywhere', () =>
  holds(
    rules.coloursAreTokens,
    {
      'web/ui/Card.tsx': '<p className="rounded-8 bg-white" />',
      'web/resident/pay/Pay.tsx': '<p className="hover:text-white" />',
    },
    { 'web/ui/Bars.tsx': '<svg className="bg-white" />', 'web/ui/Card.tsx': '<p className="bg-card" />' },
  ))

test('files have at most 400 lines and lines at most 120 characters', () =>
  holds(
    rules.filesAndLinesAreShort,
    { 'server/app.ts': lines(401), 'server/tasks.ts': `const long = '${'x'.repeat(110)}'` },
    {
      'server/app.ts': lines(400),
      'seed/stores.ts': lines(900),
      'web/resident/words/en/payments.ts': `  text: '${'x'.repeat(130)}',`,
      'web/ui/Button.tsx': `<b className="${'x '.repeat(99)}" />`,
    },
  ))

test('functions have at most 70 lines', () =>
  holds(
    rules.functionsAreShort,
    {
      'server/payments/pay.ts': `export async function pay(): Promise<Reply> {\n${lines(70)}}\n`,
      'server/payments/refund.ts': `function refund(\n  c: C,\n): Promise<{ id: Id }> {\n${lines(70)}}\n`,
      'server/app.ts': `app.get('/', async (request) => {\n${lines(70)}})\n`,
    },
    {
      'server/payments/pay.ts': `export async function pay(): Promise<Reply> {\n${lines(68)}}\n`,
      'contract/refusals.ts': `export const refusals = {\n${'  frozen: 403,\n'.repeat(90)}}\n`,
    },
  ))

test('nothing needs compiling: no enum, namespace, decorator or parameter property', () =>
  holds(
    rules.nothingNeedsCompiling,
    {
      'server/a.ts': 'export const enum Kind {\n  a,\n}',
      'server/b.ts': 'namespace Money {}',
      'server/c.ts': '@Injectable()\nclass Payments {}',
      'server/d.ts': 'class Payments {\n  constructor(private readonly pool: Pool) {}\n}',
    },
    { 'server/a.ts': `/**\n * enum is a word.\n * @see elsewhere\n */\nconst text = 'enum Kind {}'` },
  ))

test('no default exports but for Vite and reporters of tests', () =>
  holds(
    rules.noDefaultExports,
    {
      'server/app.ts': 'export default function app() {}',
      'web/ui/Button.tsx': 'export { Button as default }',
    },
    {
      'vite.config.ts': 'export default defineConfig({})',
      'bin/lib/failed.reporter.ts': 'export default async function* failed() {}',
      'server/app.ts': 'export function app() {}',
    },
  ))

test('server/lib is a closed list', () =>
  holds(
    rules.libIsClosed,
    { 'server/lib/utils.ts': '', 'server/lib/money/amount.ts': '' },
    { 'server/lib/amount.ts': '', 'server/lib/amount.test.ts': '', 'server/lib/batch.ts': '' },
  ))

test('what is left to do has an issue number', () =>
  holds(
    rules.leftoversAreNumbered,
    { 'server/app.ts': ['// TO', 'DO: later'].join(''), 'db/functions/a.sql': ['-- FIX', 'ME'].join('') },
    { 'server/app.ts': ['// TO', 'DO(#12): when the bank answers'].join('') },
  ))

test('a capability has a contract, a row in the glossary and a story', () =>
  holds(
    rules.capabilitiesAreWhole,
    {
      'server/payments/pay.ts': '',
      'server/top-ups/request.ts': '',
      'server/vouchers/sell.ts': '',
    },
    {
      'contract/payments.ts': '',
      'server/payments/pay.ts': '',
      'test/stories/payments-by-code.test.ts': '// stories: top-ups, points',
      'server/points/lapse.ts': '',
      'server/ledger/append.ts': '',
    },
    { 'GLOSSARY.md': '| payments | 支払い |\n| points | ポイント |\n', 'contract/top-ups.ts': '' },
  ))

test('each refusal is produced by a test', () =>
  holds(
    rules.refusalsAreTested,
    {
      'contract/refusals.ts': 'export const refusals = {\n  clock_off: 409,\n  busy: 503,\n}',
      'server/payments/rules.test.ts': `test('a busy bakery is refused', refuses('insufficient_balance'))`,
    },
    { 'test/stories/pay.test.ts': `refused('clock_off')\nrefused('busy')` },
    { 'contract/refusals.ts': 'export const refusals = {\n  clock_off: 409,\n  busy: 503,\n}' },
  ))

test('what residents read stands in catalogues', () =>
  holds(
    rules.wordsStandInCatalogues,
    {
      'web/resident/payments/Sample.tsx': '<p>支払う</p>',
      'web/ui/Sample.tsx': `const words = { more: 'もっと見る' }`,
    },
    {
      'web/resident/payments/Sample.tsx': `/** 支払う */\n<p>{t('pay')}</p> // 縁`,
      'web/resident/words/ja/payments.ts': `export const payments = { pay: '支払う' }`,
      'web/operator/Desk.tsx': '<p>窓口</p>',
    },
  ))

test('each package has a reason', () =>
  holds(
    rules.packagesHaveReasons,
    {
      'package.json': '{ "dependencies": { "left-pad": "1.0.0" } }',
      'docs/dependencies.md': '| `zod` | Shapes. |\n| `left-pad` | Pads. |\n',
    },
    {},
    {
      'package.json': '{ "dependencies": { "zod": "4.6.7" } }',
      'docs/dependencies.md': '| `zod` | Shapes. |\n',
    },
  ))

test('the style guide names every rule, and no rule that does not exist', () => {
  const style = tree.find(({ path }) => path === 'STYLE.md')?.text ?? ''
  const named = [...style.matchAll(/\[`(\w+)`/g)].map(([, name]) => name)
  assert.deepEqual([...new Set(named)].sort(), Object.keys(rules).sort())
})
