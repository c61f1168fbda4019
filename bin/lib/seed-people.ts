// The part of the seed that is about people: how they sign in, what they have proved, what they have lived.
import { accountFingerprint } from '#server/providers/bank/bankpay.ts'
import { ageBandOf } from '#contract/residency.ts'
import { hashPassword } from '#server/sign-in/password.ts'
import { type Queries, sql } from '#server/lib/database.ts'
import { dayOf } from '#server/lib/day.ts'
import { accounts, openAccount, post, type Posting, setFrozen } from '#server/ledger/post.ts'
import { seedId } from '../../seed/id.ts'
import { type LifeEvent, lifeOf } from '../../seed/lives.ts'
import { operators, residents, type SeededResident, staff } from '../../seed/people.ts'
import { town } from '../../seed/town.ts'
import { openedAt } from './seed-town.ts'

type Login = {
  audience: 'resident' | 'staff' | 'operator'
  subject: string
  mail: string
  /** Left out: the day on which the town opened. */
  since?: Date
}

/** Writes the office and the people at the tills, each with a way to sign in. */
export async function seedStaffAndOperators(tx: Queries, passwordHash: string): Promise<void> {
  for (const { id, name, mail, counter } of operators) {
    await tx.run(sql`
      insert into operators.operator (id, name, duty, place)
      values (${id}, ${name}, ${counter ? 'counter' : 'office'}, ${counter ?? null})`)
    await insertLogin(tx, { audience: 'operator', subject: id, mail }, passwordHash)
  }
  for (const { id, storeId, name, role, mail, pin } of staff) {
    await tx.run(sql`
      insert into merchants.staff (id, store_id, name, role) values (${id}, ${storeId}, ${name}, ${role})`)
    await insertLogin(tx, { audience: 'staff', subject: id, mail }, passwordHash)
    if (pin === undefined) continue
    await tx.run(sql`
      insert into sign_in.staff_pin (staff_id, pin_hash, set_at)
      values (${id}, ${await hashPassword(pin)}, ${openedAt})`)
  }
}

function insertLogin(tx: Queries, login: Login, passwordHash: string): Promise<number> {
  const { audience, subject, mail, since = openedAt } = login
  return tx.run(sql`
    insert into sign_in.login (id, audience, subject, mail, password_hash, created_at)
    values (${seedId(`login:${mail}`)}, ${audience}, ${subject}, ${mail}, ${passwordHash}, ${since})`)
}

export type SeedPeopleOptions = { passwordHash: string; fingerprintKey: string; now: Date }

/** Writes the residents with consents, proofs, linked accounts and wallets as seed/people.ts describes them. */
export async function seedResidents(tx: Queries, options: SeedPeopleOptions): Promise<void> {
  for (const person of residents) {
    await tx.run(sql`
      insert into residents.resident (id, family_kana, given_kana, created_at)
      values (${person.id}, ${person.familyKana}, ${person.givenKana}, ${openedAt})`)
    await openAccount(tx, person.id, 'wallet')
    for (const { kind, version } of town.documents) {
      await tx.run(sql`
        insert into residents.consent (resident_id, kind, version, agreed_at)
        values (${person.id}, ${kind}, ${version}, ${openedAt})`)
    }
    await insertLogin(
      tx,
      {
        ...{ audience: 'resident', subject: person.id, mail: person.mail },
        // An address that was not proven since the opening would have lapsed long ago.
        since: person.proofs.mail ? openedAt : options.now,
      },
      options.passwordHash,
    )
    await seedProofs(tx, person)
    await seedBankAccounts(tx, person, options.fingerprintKey)
    await seedSavedCard(tx, person)
  }
  await seedLives(tx, options.now)
  for (const person of residents.filter(({ frozen }) => frozen)) await freeze(tx, person, options.now)
}

async function seedProofs(tx: Queries, person: SeededResident): Promise<void> {
  const { id, mail, proofs } = person
  const phone = `+81${person.phone.slice(1)}`
  await tx.run(sql`
    update sign_in.login set
      mail_verified_at = ${proofs.mail ? openedAt : null},
      phone = ${proofs.sms ? phone : null},
      second_step_at = ${proofs.sms ? openedAt : null}
    where audience = 'resident' and mail = ${mail}`)
  if (!proofs.card) return
  const inTown = person.address.startsWith(town.municipality.addressPrefix)
  const ageBand = ageBandOf(person.birthdate, dayOf(openedAt))
  await tx.run(sql`
    insert into identity.card (resident_id, issuer, subject, passed_at, in_town, age_band)
    values (${id}, 'seed', ${id}, ${openedAt}, ${inTown}, ${ageBand})`)
}

async function seedBankAccounts(tx: Queries, person: SeededResident, fingerprintKey: string): Promise<void> {
  for (const { account, state } of bankAccountsOf(person)) {
    const fingerprint = accountFingerprint(fingerprintKey, { ...account, depositType: '1' })
    await tx.run(sql`
      insert into bank_accounts.bank_account (id, resident_id, bank_code, state, branch_code, last_digits,
                                              fingerprint, started_at, linked_at, ended_at)
      values (${bankAccountIdOf(person)}, ${person.id}, ${account.bankCode}, ${state}, ${account.branchCode},
              ${account.accountNumber.slice(-3)}, ${fingerprint}, ${openedAt}, ${openedAt},
              ${state === 'unlinked' ? openedAt : null})`)
  }
}

function bankAccountsOf({ bankAccount, formerBankAccount }: SeededResident) {
  return [
    ...(bankAccount ? [{ account: bankAccount, state: 'linked' }] : []),
    ...(formerBankAccount ? [{ account: formerBankAccount, state: 'unlinked' }] : []),
  ]
}

async function seedSavedCard(tx: Queries, person: SeededResident): Promise<void> {
  if (!person.savedCard) return
  const { payerRef, cardRef, expiryYear } = savedCardOf(person)
  const { brand, testNumber } = person.savedCard
  await tx.run(sql`
    insert into top_ups.card_payer (resident_id, ref, known_since) values (${person.id}, ${payerRef}, ${openedAt})`)
  await tx.run(sql`
    insert into cards.card (id, resident_id, ref, brand, last_digits, expiry_month, expiry_year, fingerprint, saved_at)
    values (${seedId(`card:${person.key}`)}, ${person.id}, ${cardRef}, ${brand}, ${testNumber.slice(-4)}, 12,
            ${expiryYear}, ${cardRef}, ${openedAt})`)
}

/** Under which references the card company knows a seeded person and the card that it keeps. */
export const savedCardOf = ({ key }: SeededResident) => ({
  ...{ payerRef: `cus_seed_${key}`, cardRef: `pm_seed_${key}`, expiryYear: 2040 },
})

/** The id of the account that a seeded person has linked, or had. */
export const bankAccountIdOf = (person: SeededResident): string => seedId(`bank-account:${person.key}`)

/** Posts the lives, one event of each wallet in a batch, because a batch takes at most one posting a wallet. */
async function seedLives(tx: Queries, now: Date): Promise<void> {
  const lives = residents.map((person) => ({ person, life: lifeOf(person, dayOf(now)) }))
  await seedTopUps(tx, lives)
  const bonuses = await deriveBonuses(tx)
  const longest = Math.max(...lives.map(({ life }) => life.length))
  for (let step = 0; step < longest; step += 1) {
    const batch = lives.flatMap(({ person, life }) => {
      const event = life[step]
      return event ? [postingOf(person, event, bonuses)] : []
    })
    await post(tx, batch)
  }
}

type Life = { person: SeededResident; life: LifeEvent[] }

async function seedTopUps(tx: Queries, lives: Life[]): Promise<void> {
  for (const { person, life } of lives) {
    for (const event of life.filter(({ kind }) => kind === 'top_up')) {
      if (event.kind !== 'top_up') continue
      await tx.run(sql`
        insert into top_ups.top_up (id, posting_id, resident_id, bank_account_id, amount, state, provider_ref,
                                    requested_at, confirmed_at, settled_at)
        values (${event.id}, ${event.id}, ${person.id}, ${bankAccountIdOf(person)}, ${event.coin}, 'succeeded',
                ${`seed-${event.id}`}, ${event.at}, ${event.at}, ${event.at})`)
    }
  }
}

/** A bonus has the id that its campaign derives from the top-up, so that it can be granted once only. */
type Bonus = { topUpId: string; id: string; via: string }

async function deriveBonuses(tx: Queries): Promise<Map<string, Bonus>> {
  const rows = await tx.many<Bonus>(sql`
    select t.id as "topUpId", ledger.derived_id(t.posting_id, c.id::text) as id, c.name as via
    from top_ups.top_up t cross join campaigns.campaign c`)
  return new Map(rows.map((bonus) => [bonus.topUpId, bonus]))
}

function postingOf(person: SeededResident, event: LifeEvent, bonuses: Map<string, Bonus>): Posting {
  const common = { id: event.id, owner: person.id, kind: event.kind, occurredAt: event.at }
  switch (event.kind) {
    case 'top_up': {
      const transfer = {
        from: accounts.bankClearing,
        to: person.id,
        currency: 'coin',
        amount: event.coin,
      } as const
      return { ...common, via: 'bank', transfers: [transfer] }
    }
    case 'payment': {
      const amounts = [
        { currency: 'coin', amount: event.coin },
        { currency: 'points', amount: event.points },
      ] as const
      const transfers = amounts.map((each) => ({ from: person.id, to: event.storeId, ...each }))
      return { ...common, via: 'store_code', transfers: transfers.filter(({ amount }) => amount > 0) }
    }
    default: {
      const { points, expiresOn, funding } = event.lot
      const lot = { expiresOn, funding }
      const transfer = {
        from: accounts.pointsIssued,
        to: person.id,
        currency: 'points',
        amount: points,
        lot,
      } as const
      if (event.kind === 'grant') return { ...common, via: town.municipality.name, transfers: [transfer] }
      const bonus = bonuses.get(event.topUpId)
      if (!bonus) throw new Error(`no campaign gives a bonus for the seeded top-up ${event.topUpId}`)
      const { id, via } = bonus
      return { ...common, id, via, causedBy: event.topUpId, transfers: [transfer] }
    }
  }
}

async function freeze(tx: Queries, person: SeededResident, now: Date): Promise<void> {
  const operator = operators[0]
  if (!operator) throw new Error('the seeded town has no operator')
  await tx.run(sql`
    insert into residents.freeze (id, resident_id, act, operator_id, reason, at)
    values (${seedId(`freeze:${person.key}`)}, ${person.id}, 'freeze', ${operator.id},
            '端末紛失の届け出による', ${now})`)
  await setFrozen(tx, person.id, true)
}
