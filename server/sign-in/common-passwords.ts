import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The ten thousand most frequent of eight characters and more in what was stolen from others, by the list of
// zxcvbn (MIT), and some that people in Japan choose. In small letters; what rules.ts refuses anyway is left out.
const common = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .trim()
    .split('\n'),
)

/** Whether a password is among those that everybody tries first. Never throws. */
export const isCommonPassword = (password: string): boolean =>
  common.has(password.normalize('NFKC').toLowerCase())
