import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../../lib/paths.ts'
import { type Me, useMe } from '../../lib/session.ts'
import { useTown } from '../../lib/town.ts'
import { Knot } from '../../ui/Knot.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { forgetBegun, rememberBegun } from '../come-back.tsx'
import { MissingProofs, stepsOf } from '../residents/MissingProofs.tsx'
import { Screen } from '../Screen.tsx'
import { FrozenNotice } from './FrozenNotice.tsx'
import { t } from '../words/top-ups.ts'

/** チャージ: what to top up; where proofs are missing, which ones, why, and the way to each. */
export function TopUpPage() {
  const me = useMe()
  const ready = stepsOf(me, 'top_up').every((step) => step.done)
  useEffect(() => (ready ? forgetBegun('top_up') : rememberBegun('top_up')), [ready])
  return (
    <Screen title={t('topUp')} back={paths.home}>
      {me.frozen ? <FrozenNotice /> : ready ? <Currencies /> : <Missing me={me} />}
    </Screen>
  )
}

function Currencies() {
  const { coinName } = useTown()
  return (
    <>
      <p>{t('choose')}</p>
      <Rows>
        <li>
          <Link to={paths.topUpWays} className={rowLinkClass}>
            <RowBody icon={<Knot className="h-8 w-10" />} title={coinName} note={t('coinIsYen')} leads />
          </Link>
        </li>
      </Rows>
    </>
  )
}

function Missing({ me }: { me: Me }) {
  const { coinName } = useTown()
  return (
    <MissingProofs deed={t('deed')} steps={stepsOf(me, 'top_up')}>
      {t('proofNeeded', { coinName })}
    </MissingProofs>
  )
}
