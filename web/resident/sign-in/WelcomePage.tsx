import { Link, useSearch } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Page } from '../../ui/Page.tsx'
import { LanguageChoice } from '../LanguageChoice.tsx'
import { InstallHint } from './InstallHint.tsx'
import { t } from '../words/sign-in.ts'

/** The first screen: register or sign in, and how to put the app on the home screen. */
export function WelcomePage() {
  const town = useTown()
  const { next } = useSearch({ from: paths.welcome })
  return (
    <Page title={`${town.coinName}・${town.pointsName}`} hideTitle>
      <div className="flex flex-1 flex-col items-center justify-center gap-3 pt-10 text-center">
        <Knot className="h-28 w-36" tie />
        <p className="text-lg font-bold">{town.appName}</p>
        <p className="flex flex-wrap justify-center gap-x-3 text-[min(2.25rem,16cqi)] leading-tight font-bold whitespace-nowrap">
          <span className="text-coin-700">{town.coinName}</span>
          <span className="text-points-700">{town.pointsName}</span>
        </p>
        <p className="max-w-xs">{t('welcome', { name: town.name })}</p>
      </div>
      <div className="flex flex-col gap-3">
        <Link to={paths.terms} className={buttonClass('coin', 'large', true)}>
          {t('signUp')}
        </Link>
        <Link
          to={paths.signIn}
          search={next ? { next } : {}}
          className={buttonClass('outline', 'large', true)}
        >
          {t('signIn')}
        </Link>
        <Link to={paths.stores} className={buttonClass('quiet')}>
          {t('seeStores')}
        </Link>
      </div>
      <LanguageChoice />
      <InstallHint />
    </Page>
  )
}
