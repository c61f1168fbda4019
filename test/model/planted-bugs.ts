// Bugs that somebody could write, each a change of a few words: the simulation must find every one of them, or it
// proves nothing. The product on the disk stays as it is; the words are changed while the module is loaded.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import type { TopUpMeans } from '#contract/top-ups.ts'
import type { Database } from '#server/lib/database.ts'

type Edit = { file: string; from: string; to: string }
export type PlantedBug = {
  name: string
  edits: Edit[]
  /** What the bug needs of the tables: constraints that would hold it off by themselves. */
  statements?: string[]
  /** By which means it shows: a bug is looked for where it is. Bank and card unless told. */
  means?: TopUpMeans[]
  /** From which seed on it is looked for: some show only when several things meet. */
  from?: number
}

const [finish, confirm, rules] = ['finish', 'confirm', 'rules'].map(
  (name) => `server/top-ups/${name}.ts`,
) as [string, string, string]
const asks =
  'if (confirmed) await finishTopUp(context, id, await askToDebit(context, topUp), { thenAskAgain: false })'
const declines = `if (outcome.state === 'declined') return`
const noOverdue = {
  file: 'server/top-ups/ask-overdue.ts',
  from: 'for (const { id } of overdue)',
  to: 'for (const { id } of overdue.slice(0, 0))',
}

const counter = 'server/top-ups/charge-at-counter.ts'
const repeatedPress = [
  { file: counter, from: 'if (before) return requireSame(before, operatorId, wish)', to: '' },
  { file: counter, from: 'if (twin) return requireSame(twin, operatorId, wish)', to: '' },
]

export const plantedBugs: PlantedBug[] = [
  {
    name: 'a missing answer is taken for a no',
    edits: [
      {
        file: rules,
        from: declines,
        to: `if (outcome.state === 'unknown') return { do: 'decline', because: 'other' }\n  ${declines}`,
      },
    ],
  },
  {
    name: 'an order that is not found is taken for a no',
    means: ['bank'],
    edits: [
      {
        file: rules,
        from: declines,
        to: `if (outcome.state === 'not_found') return { do: 'decline', because: 'other' }\n  ${declines}`,
      },
    ],
  },
  {
    name: 'coin is posted before the bank is asked',
    edits: [
      {
        file: confirm,
        from: asks,
        to: `if (!confirmed) return
  await finishTopUp(context, id, { state: 'succeeded', providerRef: id }, { thenAskAgain: false })
  await askToDebit(context, topUp)`,
      },
    ],
  },
  {
    name: 'the bank is asked before the intent is written down',
    edits: [
      {
        file: confirm,
        from: '  const confirmed = await context.database.transact(',
        to: '  await askToDebit(context, topUp)\n  const confirmed = await context.database.transact(',
      },
    ],
  },
  {
    name: 'an answer that comes twice credits twice',
    edits: [
      {
        file: rules,
        from: `if (topUp.state === 'succeeded') return { do: 'nothing' }`,
        to: `if (topUp.state === 'succeeded') return { do: 'credit', providerRef: outcome.providerRef }`,
      },
      { file: finish, from: 'id: postingId,', to: 'id: makeId(),' },
      {
        file: finish,
        from: `import { lockWallets, post }`,
        to: `import { makeId } from '../lib/id.ts'\nimport { lockWallets, post }`,
      },
    ],
  },
  {
    name: 'the next question is forgotten',
    edits: [
      {
        file: finish,
        from: `await enqueue(context.queue, tx, 'top-ups.settle', next, { startAfter: askAt })`,
        to: '',
      },
      noOverdue,
    ],
  },
  {
    name: 'the first question is not queued with the intent',
    edits: [
      {
        file: confirm,
        from: `await enqueue(context.queue, tx, 'top-ups.settle', { topUpId: id, asked: 0 }, { startAfter: askAt })`,
        to: '',
      },
      noOverdue,
    ],
  },
  {
    name: 'limits are counted without the lock',
    means: ['bank'],
    from: 60,
    edits: [{ file: confirm, from: 'await lockWallets(tx, [residentId])', to: '' }],
  },
  {
    name: 'every question is an order of its own',
    edits: [
      {
        file: 'server/top-ups/means.ts',
        from: '...{ orderId: id, memberId:',
        to: '...{ orderId: makeId(), memberId:',
      },
      {
        file: 'server/top-ups/means.ts',
        from: `import { accounts } from`,
        to: `import { makeId } from '../lib/id.ts'\nimport { accounts } from`,
      },
    ],
  },
  {
    name: 'what was given back is taken for a success',
    edits: [
      {
        file: 'server/providers/bank/bankpay.ts',
        from: `if (result.orderStatus === 'refunded') return { state: 'refunded' }`,
        to: `if (result.orderStatus === 'refunded') result.orderStatus = 'captured'`,
      },
    ],
  },
  {
    name: 'what was taken back is taken back again',
    edits: [
      {
        file: 'server/top-ups/take-back.ts',
        from: `const amount = await queries.readCredited(tx, topUp)
  if (amount === 0) return
  await move(tx, topUp, { amount, cause: 'refund', providerRef: topUp.providerRef ?? topUp.id, at })`,
        to: `const { amount } = topUp
  await move(tx, topUp, { amount, cause: 'refund', providerRef: makeId(), at })`,
      },
    ],
  },
  {
    name: 'an advice credits although its deposit has',
    means: ['atm'],
    edits: [
      {
        file: 'server/top-ups/answer-atm.ts',
        from: `if (sibling?.answer.code === atmCodes.approved) return sibling.answer
  // One link takes notes once: another deposit wants another code.
  if (await findTopUp(tx, link.topUpId)) return { code: atmCodes.linkOver }`,
        to: 'if (await findTopUp(tx, link.topUpId)) link.topUpId = makeId()',
      },
      {
        file: 'server/top-ups/answer-atm.ts',
        from: `import { lockWallets } from`,
        to: `import { makeId } from '../lib/id.ts'\nimport { lockWallets } from`,
      },
    ],
  },
  {
    name: 'notes that jam are given back, and the coin stays',
    means: ['atm'],
    edits: [
      {
        file: 'server/top-ups/answer-atm.ts',
        from: `if (topUp && !approved.includes('inquiry'))`,
        to: 'if (topUp && approved.length === 0)',
      },
    ],
  },
  {
    name: 'an advice credits although its reversal came first',
    means: ['atm'],
    edits: [
      {
        file: 'server/top-ups/answer-atm.ts',
        from: 'if (await isReversed(tx, content)) return { code: atmCodes.refused }',
        to: '',
      },
    ],
  },
  {
    name: 'a code is used twice',
    means: ['code'],
    edits: [
      {
        file: 'server/top-ups/code-rules.ts',
        from: `if (code.topUpId !== null) return 'charge_code_used'`,
        to: '',
      },
    ],
  },
  {
    name: 'a code is used after its last day',
    means: ['code'],
    edits: [
      {
        file: 'server/top-ups/code-rules.ts',
        from: `return code.expiresOn < today ? 'charge_code_expired' : null`,
        to: 'return null',
      },
    ],
  },
  {
    name: 'the counter does not look at the limits',
    means: ['counter'],
    edits: [
      {
        file: 'server/top-ups/charge-at-counter.ts',
        from: `if (verdict.refused) refuse(verdict.refused, verdict.facts)`,
        to: '',
      },
    ],
  },
  {
    name: 'a press at the counter whose answer was lost is a no when it is repeated',
    means: ['counter'],
    edits: repeatedPress,
  },
  {
    name: 'a press at the counter that is repeated charges again',
    means: ['counter'],
    edits: [
      ...repeatedPress,
      { file: counter, from: 'if (!code || code.topUpId ||', to: 'if (!code ||' },
      {
        file: counter,
        from: 'insertCounterCharge(tx, { id, tillId',
        to: 'insertCounterCharge(tx, { id: makeId(), tillId',
      },
    ],
    statements: ['alter table top_ups.counter_charge drop constraint counter_charge_code_id_key'],
  },
  {
    name: 'a payment can take the id of a top-up',
    edits: [{ file: finish, from: 'id: postingId,', to: 'id: postingId.length > 0 ? id : postingId,' }],
  },
  {
    name: 'the day begins at midnight in London',
    means: ['bank'],
    from: 50,
    edits: [{ file: 'server/lib/day.ts', from: `'Asia/Tokyo'`, to: `'UTC'` }],
  },
  {
    name: 'the bonus is rounded up',
    edits: [
      {
        file: 'db/functions/07-campaigns-grant.sql',
        from: 'x.amount * s.basis_points / 10000',
        to: '(x.amount * s.basis_points + 9999) / 10000',
      },
    ],
  },
  {
    name: 'a refund leaves the bonus of its payment',
    edits: [
      {
        file: 'server/campaigns/grant.ts',
        from: 'for (const { posting } of refunded) await takeBackForRefund(tx, posting, at)',
        to: '',
      },
    ],
  },
  {
    name: 'points earn points when something is paid with them',
    edits: [
      {
        file: 'db/functions/22-campaigns-payments.sql',
        from: `and m.currency = 'coin'`,
        to: `and m.currency = 'points'`,
      },
    ],
  },
]

const root = join(import.meta.dirname, '../..')

/** The file as the bug would have it. Throws when the words are not there any more: then the bug needs new ones. */
function changed(text: string, { file, from, to }: Edit): string {
  if (!text.includes(from)) throw new Error(`${file} does not say any more: ${from}`)
  return text.replaceAll(from, () => to)
}

/** Changes modules while they are loaded; call it before any of them is imported. */
export function plant({ edits }: PlantedBug): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      const mine = edits.filter(({ file }) => url.endsWith(`/${file}`))
      if (mine.length === 0) return loaded
      return { ...loaded, source: mine.reduce(changed, String(loaded.source)) }
    },
  })
}

/** What the bug changes in the database's own functions. */
export function plantInDatabase({ edits, statements = [] }: PlantedBug): (owner: Database) => Promise<void> {
  return async (owner) => {
    const files = new Set(edits.filter(({ file }) => file.endsWith('.sql')).map(({ file }) => file))
    for (const file of files) {
      const mine = edits.filter((edit) => edit.file === file)
      await owner.pool.query(mine.reduce(changed, readFileSync(join(root, file), 'utf8')))
    }
    for (const statement of statements) await owner.pool.query(statement)
  }
}
