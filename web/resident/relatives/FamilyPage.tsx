import { Link } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { listRelatives } from '#contract/relatives.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import { IconPerson } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { MissingProofs, stepsOf } from '../residents/MissingProofs.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/relatives.ts'

export type Help = ReplyOf<typeof listRelatives>['relatives'][number]

/** 家族のお手伝い: whom I help, and who helps me. */
export function FamilyPage() {
  const query = useAsk(listRelatives)
  return (
    <Screen title={t('title')} back={paths.menu}>
      <p>{t('intro')}</p>
      <Asked of={query} rows={3}>
        {({ relatives, helpers }) => (
          <>
            <Relatives relatives={relatives} />
            <Helpers helpers={helpers} />
          </>
        )}
      </Asked>
    </Screen>
  )
}

/** What may be done by a help, in a few words. */
function sayMay({ stopped, perDay, perMonth }: Help): string {
  if (stopped) return t('stopped')
  return perDay === 0 ? t('seeOnly') : t('capsNote', { day: sayYen(perDay), month: sayYen(perMonth) })
}

type HelpRowsProps = { helps: readonly Help[]; to: typeof paths.relative | typeof paths.helper }

function HelpRows({ helps, to }: HelpRowsProps) {
  return (
    <Rows>
      {helps.map((help) => (
        <li key={help.id}>
          <Link to={to} params={{ helpId: help.id }} className={rowLinkClass}>
            <RowBody icon={<IconPerson />} title={t('who', { name: help.name })} note={sayMay(help)} leads />
          </Link>
        </li>
      ))}
    </Rows>
  )
}

function Relatives({ relatives }: { relatives: readonly Help[] }) {
  const steps = stepsOf(useMe(), 'help')
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">{t('helping')}</h2>
      {relatives.length === 0 ? (
        <p>{t('noRelatives')}</p>
      ) : (
        <HelpRows helps={relatives} to={paths.relative} />
      )}
      {steps.some(({ done }) => !done) ? (
        <MissingProofs deed={t('title')} steps={steps}>
          {t('missing')}
        </MissingProofs>
      ) : (
        <Link to={paths.helperCode} className={buttonClass('outline', 'large', true)}>
          {t('showMine')}
        </Link>
      )}
    </section>
  )
}

function Helpers({ helpers }: { helpers: readonly Help[] }) {
  return (
    <section className="flex flex-col gap-3 pt-3">
      <h2 className="text-lg font-bold">{t('helpedBy')}</h2>
      {helpers.length === 0 ? <p>{t('noHelpers')}</p> : <HelpRows helps={helpers} to={paths.helper} />}
      <Link to={paths.agreeToHelp} className={buttonClass('outline', 'large', true)}>
        {t('chooseHelper')}
      </Link>
    </section>
  )
}
