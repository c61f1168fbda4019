import { operators, residents, type SeededResident, staff } from '../seed/people.ts'
import { stores } from '../seed/stores.ts'

export { bakeryNumber, demoPassword, dollShopNumber } from '../seed/people.ts'

/** The seeded resident of that name; throws for a name that nobody has. */
export function personOf(key: string): SeededResident {
  const person = residents.find((each) => each.key === key)
  if (!person) throw new Error(`nobody in the seeded town is called ${key}`)
  return person
}

/** A seeded phone as SMS are sent to it, E.164. */
export const phoneOf = (person: SeededResident): string => `+81${person.phone.slice(1)}`

function present<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('the seeded town lacks somebody whom the tests know')
  return one
}

export const bakeryOwner = present(staff.find(({ mail }) => mail === 'owner@bakery.example.jp'))
export const office = present(operators[0])
/** The second person, for what one alone may not do. */
export const counterClerk = present(operators.find(({ counter }) => counter))
export const manager = present(operators[1])

/** The id of the seeded store with this number; throws for a number that no store has. */
export function storeIdOf(number: string): string {
  const store = stores.find((each) => each.number === number)
  if (!store) throw new Error(`no seeded store has the number ${number}`)
  return store.id
}
