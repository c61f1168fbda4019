// Who can be chosen on the account pages. The same six people have an account at both providers.
import { createHash } from 'node:crypto'

export type Person = {
  id: string
  family: string
  given: string
  mail: string
  /** Whether the provider has seen that the address is theirs. */
  mailVerified: boolean
  /** What is special about this person; '' for nothing. */
  note: string
}

const person = (id: string, family: string, given: string, mail: string, note = ''): Person => ({
  ...{ id, family, given, mail, note },
  mailVerified: true,
})

export const people: readonly Person[] = [
  person('misaki', '見沼', '美咲', 'misaki.minuma@mail.example'),
  person('sota', '岩槻', '颯太', 'sota.iwatsuki@mail.example'),
  person('chiyo', '桜', '千代', 'chiyo.sakura@mail.example'),
  person('daichi', '緑', '大地', 'daichi.midori@mail.example'),
  {
    ...person('ren', '西', '蓮', 'ren.nishi@mail.example', 'メールアドレスが未確認'),
    mailVerified: false,
  },
  person('hanako', '埼玉', '花子', 'hanako@example.jp', 'このアドレスでパスワード登録済み'),
]

/** Google's kind of subject: 21 digits, the same for every relying party. */
export function googleSubject(personId: string): string {
  const digits = BigInt(`0x${digest(`google|${personId}`)}`).toString()
  return `1${digits.slice(0, 20)}`
}

/** Apple's kind of subject: one per developer team. */
export function appleSubject(personId: string, teamId: string): string {
  const hex = digest(`apple|${teamId}|${personId}`)
  return `001234.${hex.slice(0, 32)}.0917`
}

/** The address that stands in for somebody's own; mail to it arrives in the mailbox of that name. */
export function relayAddress(personId: string, clientId: string): string {
  return `${digest(`relay|${clientId}|${personId}`).slice(0, 10)}@privaterelay.example`
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
