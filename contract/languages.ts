import { z } from 'zod'

/** What residents read in, by BCP 47 tags: Japanese, easy Japanese, English, Chinese in simplified signs. */
export const language = z.enum(['ja', 'ja-x-easy', 'en', 'zh-Hans'])
export type Language = z.output<typeof language>
