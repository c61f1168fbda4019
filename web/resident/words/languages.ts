import type { Loaders } from '../../lib/i18n/choose.ts'

/** Where the words of each language besides Japanese are; only who speaks it loads them. */
export const otherLanguages: Loaders = {
  'ja-x-easy': () => import('./ja-x-easy/catalogue.ts'),
  en: () => import('./en/catalogue.ts'),
  'zh-Hans': () => import('./zh-hans/catalogue.ts'),
}
