import { searchKey } from '#contract/kana.ts'
import { type DeskDocument, photoDocuments } from '#contract/recovery.ts'

/** Papers that prove who somebody is: one with a photograph, or two without. */
export function areEnough(documents: readonly DeskDocument[]): boolean {
  const seen = new Set(documents)
  return seen.size >= 2 || photoDocuments.some((each) => seen.has(each))
}

/** Digits that somebody who has found the card, or knows its holder, would try first. */
export function isEasyPin(pin: string, birthdate: string): boolean {
  const digits = [...pin].map(Number)
  const steps = digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0))
  const runs = [0, 1, -1].some((step) => steps.every((each) => each === step))
  const [year = '', month = '', day = ''] = birthdate.split('-')
  return runs || [year, month + day, day + month, year.slice(2) + month].includes(pin)
}

const kanjiDigits = '〇一二三四五六七八九'

/**
 * The numbers of an address in their order, because people say the rest in many ways: 99丁目10番1号 and 99-10-1 are
 * the same, and so are 三丁目 and 3丁目. An address without numbers stands for itself.
 */
export function addressKey(address: string): string {
  const plain = address
    .normalize('NFKC')
    .replaceAll(/[一二三四五六七八九](?=丁目)/g, (digit) => String(kanjiDigits.indexOf(digit)))
  return plain.match(/\d+/g)?.join('-') ?? searchKey(plain)
}

type Who = { familyKana: string; givenKana: string; birthdate: string; address: string }

/** Who somebody is in one text: the same for the same person, however name and address are written. */
export const whoText = ({ familyKana, givenKana, birthdate, address }: Who): string =>
  [searchKey(familyKana + givenKana), birthdate, addressKey(address)].join('/')

/** A network address that asks for more balances within the hour is no family at its kitchen table. */
export const looksPerHour = 30

/** What people see as the name of a card. */
export const sayCardNumber = (number: string): string => number.replace(/(\d{4})(\d{4})/, '$1 $2')
