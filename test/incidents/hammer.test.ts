import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hammer } from '../../bin/hammer.ts'
import { openTown } from '../town.ts'

test('400 payments at once on a wallet with 50 payments’ worth: exactly 50 are paid', async () => {
  await using town = await openTown()
  const { paid, refused, coinLeft } = await hammer(town, 400, 50)
  assert.deepEqual({ paid, refused, coinLeft }, { paid: 50, refused: 350, coinLeft: 0 })
})
