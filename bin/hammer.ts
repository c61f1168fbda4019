// Attacks one wallet: many more payments at once than it can afford, from two servers, in a town of its own.
import { pay } from '#contract/payments.ts'
import { readWallet } from '#contract/wallets.ts'
import { makeId } from '#server/lib/id.ts'
import { bakeryNumber, personOf, storeIdOf } from '../test/people.ts'
import { openTown, type Town } from '../test/town.ts'
import { sayWhyNot } from './lib/town-database.ts'

export type HammerResult = { paid: number; refused: number; coinLeft: number; seconds: number }

/**
 * Sends `asked` payments at once, of an amount of which the wallet of 花子 affords `affordable`. Throws for any
 * answer but paid and insufficient_balance. Whether the books are right is checked when the town is closed.
 */
export async function hammer(town: Town, asked: number, affordable: number): Promise<HammerResult> {
  const coin = personOf('hanako').coin / affordable
  const here = await town.signIn('hanako')
  const there = await town.signIn('hanako', await town.newClientOfAnotherServer())
  const storeId = storeIdOf(bakeryNumber)
  const start = performance.now()
  const answers = await Promise.all(
    Array.from({ length: asked }, (_, n) => {
      const body = { id: makeId(), storeId, coin, points: 0, via: 'store_code' } as const
      return (n % 2 === 0 ? here : there).call(pay, { body })
    }),
  )
  const seconds = (performance.now() - start) / 1000
  const codes = answers.map((answer) => answer.problem?.code ?? 'paid')
  const strange = codes.find((code) => code !== 'paid' && code !== 'insufficient_balance')
  if (strange) throw new Error(`a payment was answered with ${strange}`)
  const paid = codes.filter((code) => code === 'paid').length
  const coinLeft = (await here.ask(readWallet)).coin
  return { paid, refused: codes.length - paid, coinLeft, seconds }
}

async function main(): Promise<void> {
  const [asked, affordable] = [400, 50]
  let result: HammerResult
  {
    await using town = await openTown()
    result = await hammer(town, asked, affordable)
  }
  const { paid, refused, coinLeft, seconds } = result
  console.log(`${asked} payments at once on a wallet with ${affordable} payments' worth, two servers:`)
  console.log(
    `${paid} paid, ${refused} refused, ${coinLeft} coin left, ${seconds.toFixed(1)} s; books right.`,
  )
  if (paid !== affordable || coinLeft !== 0) throw new Error('That is not what the wallet could afford.')
}

if (import.meta.main) await main().catch(sayWhyNot)
