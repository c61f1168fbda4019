import { isKatakana, toKatakana } from '#contract/kana.ts'
import type { Context } from '../context.ts'
import { refuse } from '../lib/refusal.ts'
import { updateKana } from './queries.ts'

/** Keeps the name in full-width katakana, whatever kana was typed. Refuses kana_invalid for other letters. */
export async function changeProfile(
  context: Context,
  residentId: string,
  names: { familyKana: string; givenKana: string },
): Promise<void> {
  const familyKana = toKatakana(names.familyKana)
  const givenKana = toKatakana(names.givenKana)
  if (!isKatakana(familyKana) || !isKatakana(givenKana)) refuse('kana_invalid')
  await updateKana(context.database, residentId, familyKana, givenKana)
}
