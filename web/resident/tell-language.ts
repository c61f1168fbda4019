import { changeLanguage } from '#contract/residents.ts'
import { call } from '../lib/api.ts'
import { queryClient } from '../lib/ask.ts'
import { languageUsed } from '../lib/i18n/language.ts'
import { type Me, meQuery, setMe } from '../lib/session.ts'

/**
 * Tells the server in which language the app is read, where it does not know that yet: mails and papers follow the
 * screen. Does nothing for who is not signed in. Never throws: the next start tells it again.
 */
export async function tellLanguage(): Promise<void> {
  const me = queryClient.getQueryData<Me>(meQuery.queryKey)
  if (!me || me.language === languageUsed()) return
  try {
    const answer = await call(changeLanguage, { body: { language: languageUsed() } })
    if (answer.ok) setMe(answer.value)
  } catch {
    // No network: it is told with the next start.
  }
}
