import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readCardCheck, startCardCheck } from '#contract/identity.ts'
import { codeOf, useAskWhile } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { type Me, refreshMe, useMe } from '../../lib/session.ts'
import { dayOf, sayDay } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { BackToBegun } from '../come-back.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Residency } from '../residents/Residency.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/identity.ts'

type Check = ReplyOf<typeof readCardCheck>

/** Why a check failed, and where to go with it. */
const failures = {
  cancelled: 'cancelled',
  card_revoked: 'revoked',
  card_expired: 'expired',
  pin_locked: 'locked',
  unavailable: 'unavailable',
  protocol: 'failed',
  card_used_elsewhere: 'taken',
  birthdate_missing: 'notAgreed',
  name_differs: 'otherName',
  frozen: 'frozen',
  expired: 'tooLate',
} as const satisfies Record<NonNullable<Check['reason']>, string>

/**
 * マイナンバーカード認証: explains, leads to the card app, and notices by itself when the check has
 * finished, whether the card app brings the person back or they come back by hand.
 */
export function CardCheckPage() {
  const me = useMe()
  const query = useAskWhile(({ state }) => state === 'waiting', readCardCheck)
  const returned = useLocation().pathname === paths.cardCheckReturn
  const stale = !me.proofs.card || (me.residency?.lapsed ?? false)
  const news = isNews(query.data, me.residency)
  useEffect(() => {
    if (news) void refreshMe().catch(() => undefined)
  }, [news])
  return (
    <Screen title={t('title')} back={paths.proofs}>
      {me.proofs.card && me.residency ? <Passed residency={me.residency} /> : null}
      {stale ? (
        <Asked of={query}>{(check) => <ToDo check={check} proved={me.proofs.card} />}</Asked>
      ) : (
        <ReadAgain check={query.data} returned={returned} />
      )}
    </Screen>
  )
}

/** Whether a check has passed since who is signed in was asked. */
function isNews(check: Check | undefined, residency: Me['residency']): boolean {
  return (
    check?.state === 'passed' &&
    check.checkedAt !== null &&
    Date.parse(check.checkedAt) !== Date.parse(residency?.confirmedAt ?? '')
  )
}

function Passed({ residency }: { residency: NonNullable<Me['residency']> }) {
  return (
    <>
      <Notice tone="good" title={t('done')}>
        <p>{t('doneNote')}</p>
        {residency.lapsed ? null : (
          <p>
            <Residency {...residency} />
          </p>
        )}
      </Notice>
      {residency.lapsed ? (
        <Notice title={t('lapsed')}>
          {t('lapsedNote', { dayof: sayDay(dayOf(residency.confirmedAt)) })}
        </Notice>
      ) : null}
      <BackToBegun />
      <Link to={paths.proofs} className={buttonClass('outline')}>
        {t('toProofs')}
      </Link>
    </>
  )
}

function ToDo({ check, proved }: { check: Check; proved: boolean }) {
  return (
    <>
      {check.state === 'waiting' || (check.state === 'passed' && !proved) ? <Waiting /> : null}
      <Failed check={check} />
      <Explanation />
      <HelpButton topic="card" />
      <StartButton again={check.state !== 'none'} />
    </>
  )
}

/** After a move or a new name; what an old visit came to does not matter any more, only the one just made. */
function ReadAgain({ check, returned }: { check: Check | undefined; returned: boolean }) {
  return (
    <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
      <h2 className="font-bold">{t('readAgain')}</h2>
      <p className="[word-break:auto-phrase]">{t('readAgainNote')}</p>
      {check?.state === 'waiting' ? <Waiting /> : null}
      {check && returned ? <Failed check={check} /> : null}
      <StartButton again quiet />
    </section>
  )
}

function Waiting() {
  const { cardAppName } = useTown()
  return (
    <div className="rounded-16 border border-line bg-card px-4 pb-4 text-center">
      <Spinner label={t('waiting')} />
      <p>{t('waitingNote', { cardAppName })}</p>
    </div>
  )
}

function Failed({ check }: { check: Check }) {
  if (check.state !== 'failed' || !check.reason) return null
  return (
    <Notice
      tone="bad"
      title={t('notVerified')}
      action={
        check.reason === 'name_differs' ? (
          <Link to={paths.profile} className={buttonClass('outline')}>
            {t('toProfile')}
          </Link>
        ) : null
      }
    >
      {t(failures[check.reason])}
    </Notice>
  )
}

function Explanation() {
  const { cardAppName } = useTown()
  return (
    <>
      <section className="flex flex-col gap-2 rounded-16 border border-line bg-card p-4">
        <h2 className="font-bold">{t('needed')}</h2>
        <ul className="list-disc pl-5">
          <li>{t('card')}</li>
          <li>{t('pin')}</li>
        </ul>
        <h2 className="pt-2 font-bold">{t('steps')}</h2>
        <ol className="list-decimal pl-5">
          <li>{t('step1', { cardAppName })}</li>
          <li>{t('step2')}</li>
          <li>{t('step3')}</li>
          <li>{t('step4')}</li>
        </ol>
      </section>
      <p className="text-sm text-ink-soft">{t('privacy')}</p>
    </>
  )
}

function StartButton({ again, quiet = false }: { again: boolean; quiet?: boolean }) {
  const { cardAppName } = useTown()
  // Whoever finds an open phone shall not bind a card of their own to it.
  const act = useGuardedAct(startCardCheck, ({ redirectUrl }) => location.assign(redirectUrl))
  return (
    <>
      <TroubleNotice
        trouble={act.trouble}
        action={
          codeOf(act.trouble) === 'profile_needed' ? (
            <Link to={paths.profile} className={buttonClass('outline')}>
              {t('toProfile')}
            </Link>
          ) : null
        }
      />
      <Button
        {...(quiet ? { look: 'outline' as const } : { size: 'large' as const })}
        wide
        busy={act.busy}
        onPress={() => void act.send()}
      >
        {again ? t('againTo', { cardAppName }) : t('goTo', { cardAppName })}
      </Button>
      {act.gate}
    </>
  )
}
