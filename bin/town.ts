// The whole town, seeded, in one terminal: database, server, worker, the outside world, and three apps.
import { demoPassword, operators, residents, staff } from '../seed/people.ts'
import { type StartedTown, startTown, usualTown } from './lib/start-town.ts'
import { sayWhyNot } from './lib/town-database.ts'

async function main(): Promise<void> {
  const start = performance.now()
  const interrupted = new Promise<undefined>((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => settle(undefined))
    }
  })
  const town = await startTown(usualTown(process.env))
  console.log(welcome(town, (performance.now() - start) / 1000))
  const why = await Promise.race([town.broken, interrupted])
  await town.stop()
  if (why !== undefined) throw new Error(`${why} The town has been stopped with it.`)
  console.log('The town is closed. また明日。')
}

const roleNames = { owner: '店主', manager: '店長', till: 'レジ' }

function welcome({ app, simulators }: StartedTown, seconds: number): string {
  const people = [
    ...residents.map(({ mail, givenName, familyName, shows }) => [mail, `${familyName} ${givenName}`, shows]),
    ...staff.map(({ mail, name, role, pin }) => [
      mail,
      name,
      `店舗: ${roleNames[role]}${pin ? ` PIN ${pin}` : ''}`,
    ]),
    ...operators.map(({ mail, name, counter }) => [
      mail,
      name,
      counter ? `窓口: ${counter}` : '運営: 事務局',
    ]),
  ]
  const addresses = [
    ['利用者アプリ', 'resident app', `${app}/`],
    ['加盟店アプリ', 'merchant app', `${app}/merchant/`],
    ['運営コンソール', 'operator console', `${app}/operator/`],
    ['携帯電話 (SMS)', 'phones', `${simulators.sms}/`],
    ['メール', 'mailboxes', `${simulators.mail}/`],
    ['プッシュ通知', 'push', `${simulators.push}/`],
    ['銀行', 'bank', `${simulators.bank}/`],
    ['コンビニATM', 'cash machines', `${simulators.atm}/`],
    ['クレジットカード', 'card company', `${simulators.card}/`],
    ['マイナンバーカード', 'card check', `${simulators.idCard}/`],
    ['Google・Apple', 'sign-in', `${simulators.signIn}/`],
  ]
  return `
縁 Enishi — the town is open (${seconds.toFixed(1)} s). Ctrl-C closes it; "npm run reset" forgets it.

${table(addresses)}

People of the town. Password of everybody: ${demoPassword}

${table(people)}

What to try first:
  1. Sign in to the resident app as hanako@example.jp; the code of the second step is on her phone (SMS).
  2. チャージ → 銀行口座 → 5,000円 → the code is on the phone again → 3 % たまポン arrives.
  3. 支払う → 170101 さくらベーカリー; sign in beside it as till@bakery.example.jp and watch it arrive.
  4. 新規登録 with any address: the mail is in the mailbox, the bank's PIN and every card's PIN are 1234.
  5. The front page of each simulator lists which input makes it fail.
`
}

/** Columns that line up although a Japanese letter is as wide as two Latin ones. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}`).join('\n')
}

function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (/[\u{1100}-\u{ffdc}]/u.test(letter) ? 2 : 1), 0)
}

if (import.meta.main) await main().catch(sayWhyNot)
