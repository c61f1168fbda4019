import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lifeOf } from './lives.ts'
import { residents } from './people.ts'
import { stores } from './stores.ts'
import { town } from './town.ts'

const dayOf = (at: Date) => at.toISOString().slice(0, 10)
const today = '2026-11-22'

for (const person of residents) {
  test(`the life of ${person.key} leads to what the person has`, () => {
    let coin = 0
    let points = 0
    const days = new Map<string, number>()
    for (const event of lifeOf(person, today)) {
      if (event.kind === 'top_up') {
        assert.ok(event.coin >= town.limits.chargeMin && event.coin <= town.limits.chargeMax)
        const day = dayOf(event.at)
        days.set(day, (days.get(day) ?? 0) + event.coin)
        coin += event.coin
      } else if (event.kind === 'payment') {
        coin -= event.coin
        points -= event.points
        const store = stores.find(({ id }) => id === event.storeId)
        assert.ok(event.points === 0 || store?.acceptsPoints === true, event.storeId)
      } else {
        points += event.lot.points
        assert.ok(event.lot.expiresOn > today)
      }
      assert.ok(coin >= 0 && points >= 0, `${event.kind} at ${event.at.toISOString()}`)
      assert.ok(coin <= town.limits.balanceCap)
    }
    assert.equal(coin, person.coin)
    assert.equal(
      points,
      person.pointsLots.reduce((total, lot) => total + lot.amount, 0),
    )
    for (const sum of days.values()) assert.ok(sum <= town.limits.chargeDay)
  })
}

test('no two events share an id or an instant', () => {
  const events = residents.flatMap((person) => lifeOf(person, today))
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length)
  for (const person of residents) {
    const own = lifeOf(person, today)
    assert.equal(new Set(own.map(({ at }) => at.getTime())).size, own.length)
  }
})
