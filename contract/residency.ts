// What a birth date and an address say, wherever they were read.

/** Which ages are told apart by campaigns. */
export function ageBandOf(birthdate: string, today: string): string {
  const [by, bm, bd] = birthdate.split('-').map(Number) as [number, number, number]
  const [ty, tm, td] = today.split('-').map(Number) as [number, number, number]
  const age = ty - by - (tm < bm || (tm === bm && td < bd) ? 1 : 0)
  if (age < 13) return '0-12'
  if (age < 16) return '13-15'
  if (age < 18) return '16-17'
  return age < 65 ? '18-64' : '65+'
}

/** Whether an address lies in the town; width and spaces do not matter. */
export function isInTown(address: string, addressPrefix: string): boolean {
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
  return plain(address).startsWith(plain(addressPrefix))
}
