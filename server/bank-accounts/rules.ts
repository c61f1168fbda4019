import { toKatakana } from '#contract/kana.ts'

/** How long a person may take on the bank's site before the attempt is given up. */
export const minutesToLink = 60

const small = 'ァィゥェォッャュョヮヵヶ'
const large = 'アイウエオツヤユヨワカケ'

/**
 * Names as banks compare them: full-width katakana without spaces, long marks and middle dots, small letters
 * large, as the bank network knows no small ones.
 */
function asBanksWrite(kana: string): string {
  return [...toKatakana(kana).replace(/[\s・ー－-]/g, '')]
    .map((letter) => large[small.indexOf(letter)] ?? letter)
    .join('')
}

/** Whether the holder of a bank account has the name of the profile. */
export function isSameHolder(
  profile: { familyKana: string; givenKana: string },
  holderKana: string,
): boolean {
  return asBanksWrite(profile.familyKana + profile.givenKana) === asBanksWrite(holderKana)
}
