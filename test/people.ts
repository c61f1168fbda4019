import { operators, residents, type SeededResident, staff } from '../seed/people.ts'

export { bakeryNumber, demoPassword, dollShopNumber } from '../seed/people.ts'

/** The seeded resident of that name; throws for a name that nobody has. */
export function personOf(key: string): SeededResident {
  const person = residents.find((each) => each.key === key)
  if (!person) throw new Error(`nobody in the seeded town is called ${key}`)
  return person
}

/** A seeded phone as SMS are sent to it, E.164. */
export const phoneOf = (person: SeededResident): string => `+81${person.phone.slice(1)}`

/** Who works where: the mail address with which each signs in. */
export const bakeryOwner = staff.find(({ mail }) => mail === 'owner@bakery.example.jp')
export const office = operators[0]
