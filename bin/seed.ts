// Fills a migrated database with the town of seed/: settings, stores, banks, people, and what they have lived.
import { openDatabase, sql } from '#server/lib/database.ts'
import { hashPassword } from '#server/sign-in/password.ts'
import { demoFingerprintKey } from '#server/providers/demo-keys.ts'
import { demoPassword } from '../seed/people.ts'
import { seedResidents, seedStaffAndOperators } from './lib/seed-people.ts'
import { seedApplication } from './lib/seed-joining.ts'
import { openedAt, seedBanks, seedStores, seedTown } from './lib/seed-town.ts'
import { sayWhyNot, withTownDatabase } from './lib/town-database.ts'

export type SeedOptions = {
  /** The day on which the lives of the people end: their last top-up was just before it. */
  now?: Date
  /** The key under which this installation recognises a bank account. */
  fingerprintKey?: string
}

/**
 * Seeds the database at `url` (its owner's address) in one transaction and says whether it did; a database that
 * was seeded before is left as it is. Throws for one that is not migrated or holds a town of its own.
 */
export async function seed(url: string, options: SeedOptions = {}): Promise<boolean> {
  const { now = new Date(), fingerprintKey = demoFingerprintKey } = options
  const database = openDatabase(url, { max: 1 })
  try {
    return await database.transact(async (tx) => {
      // A second seeder waits here and then finds the mark.
      await tx.run(sql`lock table town.setting in share row exclusive mode`)
      const marked = await tx.maybe(sql`select name from town.setting where name = 'seeded'`)
      if (marked) return false
      await tx.run(sql`
        insert into town.setting (name, valid_from, value)
        values ('seeded', ${openedAt}, ${JSON.stringify(now.toISOString())})`)
      await seedTown(tx)
      await seedStores(tx)
      await seedBanks(tx)
      await seedApplication(tx, now)
      // One derivation for everybody: the password is public, and argon2id is slow on purpose.
      const passwordHash = await hashPassword(demoPassword)
      await seedStaffAndOperators(tx, passwordHash)
      await seedResidents(tx, { passwordHash, fingerprintKey, now })
      return true
    })
  } finally {
    await database.close()
  }
}

async function main(): Promise<void> {
  const start = performance.now()
  const fingerprintKey = process.env.BANK_FINGERPRINT_KEY || demoFingerprintKey
  const done = await withTownDatabase((url) => seed(url, { fingerprintKey }))
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(
    done ? `The town is seeded (${seconds} s).` : 'The town was seeded before; nothing was changed.',
  )
}

if (import.meta.main) await main().catch(sayWhyNot)
