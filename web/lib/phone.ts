import { digitsOf } from './digits.ts'

/** Says a Japanese mobile number as people write it: `+819012345678` is 090-1234-5678. Other numbers stay. */
export function sayPhone(phone: string): string {
  const local = phone.startsWith('+81') ? `0${phone.slice(3)}` : phone
  const parts = /^(0\d{2})(\d{4})(\d{4})$/.exec(digitsOf(local))
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : phone
}
