import { isKatakana, toKatakana } from '#contract/kana.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { lockName, updateKana } from './queries.ts'
import { mayRename } from './rules.ts'

/**
 * Keeps the name in full-width katakana, whatever kana was typed. Refuses kana_invalid for other letters, and
 * name_from_card for another name than a card has told.
 */
export async function changeProfile(
  context: Context,
  residentId: string,
  names: { familyKana: string; givenKana: string },
): Promise<void> {
  const familyKana = toKatakana(names.familyKana)
  const givenKana = toKatakana(names.givenKana)
  if (!isKatakana(familyKana) || !isKatakana(givenKana)) refuse('kana_invalid')
  await context.database.transact(async (tx) => {
    if (!mayRename(await lockName(tx, residentId), familyKana + givenKana)) refuse('name_from_card')
    await updateKana(tx, residentId, familyKana, givenKana)
  })
}
