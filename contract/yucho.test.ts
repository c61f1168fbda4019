import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'node:test'
import { fromYuchoNumbers } from './yucho.ts'

// The first savings account and the first 振替口座 are the bank's own published examples.
for (const [symbol, number, branchCode, branchName, kind, account] of [
  ['11940', '12345671', '198', '一九八', 'futsu', '1234567'],
  ['00190-1', '123456', '019', '〇一九', 'toza', '0123456'],
  ['10140', '1', 'number'],
  ['10140', '11', '018', '〇一八', 'futsu', '0000001'],
  ['10320', '98765431', '038', '〇三八', 'futsu', '9876543'],
  ['１１９４０', '１２３４５６７１', '198', '一九八', 'futsu', '1234567'],
  ['11940-2', '12345671', '198', '一九八', 'futsu', '1234567'],
  ['11940', '1234567-1', '198', '一九八', 'futsu', '1234567'],
  ['11940', '12345670', 'number'],
  ['11940', '123456711', 'number'],
  ['11940', 'abc', 'number'],
  ['11945', '12345671', 'symbol'],
  ['21940', '12345671', 'symbol'],
  ['1194', '12345671', 'symbol'],
  ['', '', 'symbol'],
  ['00190', '1234567', 'number'],
] as const) {
  test(`記号 ${symbol} 番号 ${number}: ${branchName ? `${branchCode} ${account}` : `wrong ${branchCode}`}`, () => {
    const found = fromYuchoNumbers(symbol, number)
    if (branchName === undefined) equal(found, branchCode)
    else deepEqual(found, { branchCode, branchName, kind, number: account })
  })
}
