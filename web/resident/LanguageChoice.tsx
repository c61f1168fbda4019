import { chooseLanguage, useLanguage } from '../lib/i18n/choose.ts'
import { isLanguage, type Language, languages } from '../lib/i18n/language.ts'
import { IconGlobe, IconNext } from '../ui/icons.tsx'
import { announce } from '../ui/Toast.tsx'
import { tellLanguage } from './tell-language.ts'
import { t } from './words/app.ts'

/** In which language the app speaks: each named in itself, so that nobody has to read another one to find it. */
export function LanguageChoice() {
  const used = useLanguage()
  const choose = (language: Language) =>
    chooseLanguage(language)
      .then(tellLanguage)
      .catch(() => announce(t('languageNotLoaded')))
  return (
    <label className="relative inline-flex min-h-12 items-center gap-2 self-center rounded-full border-2 border-line bg-card pr-10 pl-4 font-bold has-focus-visible:outline-3">
      <IconGlobe className="size-5 shrink-0" />
      <span className="sr-only">{t('language')}</span>
      <select
        value={used}
        onChange={({ target }) => {
          if (isLanguage(target.value)) void choose(target.value)
        }}
        className="min-h-11 cursor-pointer appearance-none bg-transparent outline-none"
      >
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <IconNext className="pointer-events-none absolute right-4 size-4 rotate-90" />
    </label>
  )
}
