// ゆうちょ銀行 has numbers of its own (記号 and 番号, as on the passbook). Other banks reach an account by 店番 and
// 口座番号, which follow from them by the rule that the bank publishes for incoming transfers.

export type YuchoAccount = { branchCode: string; branchName: string; kind: 'futsu' | 'toza'; number: string }

/** Why a pair is none: which of the two, or an account that is no savings account. */
export type YuchoTrouble = 'symbol' | 'number'

const digitNames = '〇一二三四五六七八九'

/** The digits of what a person copied, of any width, without the reissue number and hyphens; '' for anything else. */
function digitsOf(typed: string): string {
  const plain = typed.normalize('NFKC').replaceAll(/[\s‐‑–—−ー-]/g, '')
  return /^\d*$/.test(plain) ? plain : ''
}

/**
 * Converts 記号 and 番号 into 店番 and 口座番号. Savings accounts (記号 1…0): the branch is the second and third
 * digit and an 8, and 番号 loses its last digit, which is always 1. 振替口座 (記号 0…): the branch is the same two
 * digits and a 9, and 番号 stays. A reissue number after the 記号 (11940-2) does not count. Gives the part that is
 * wrong for anything else.
 */
export function fromYuchoNumbers(symbol: string, number: string): YuchoAccount | YuchoTrouble {
  const [, head = ''] = /^(\d{5})\d?$/.exec(digitsOf(symbol)) ?? []
  const tail = digitsOf(number)
  if (head.startsWith('1') && head.endsWith('0')) {
    if (!/^\d{1,7}1$/.test(tail)) return 'number'
    return account(`${head.slice(1, 3)}8`, 'futsu', tail.slice(0, -1))
  }
  if (head.startsWith('0')) {
    if (!/^\d{1,6}$/.test(tail)) return 'number'
    return account(`${head.slice(1, 3)}9`, 'toza', tail)
  }
  return 'symbol'
}

function account(branchCode: string, kind: YuchoAccount['kind'], number: string): YuchoAccount {
  const branchName = [...branchCode].map((digit) => digitNames[Number(digit)]).join('')
  return { branchCode, branchName, kind, number: number.padStart(7, '0') }
}
