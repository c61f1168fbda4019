import { Link } from '@tanstack/react-router'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { IconAtm, IconBank, IconCard, IconCounter, IconTicket } from '../../ui/icons.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { HelpButton } from '../help/HelpButton.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/top-ups.ts'

/** The ways to top up that this town offers. */
export function TopUpWaysPage() {
  const { coinName, atmName } = useTown()
  return (
    <Screen title={t('coinTopUp', { coinName })} back={paths.topUp}>
      <p>{t('chooseWay')}</p>
      <Rows>
        <li>
          <Link to={paths.topUpAccounts} className={rowLinkClass}>
            <RowBody icon={<IconBank />} title={t('byBank')} note={t('noFee')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.topUpCard} className={rowLinkClass}>
            <RowBody icon={<IconCard />} title={t('cardTitle')} note={t('noFee')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.atm} className={rowLinkClass}>
            <RowBody icon={<IconAtm />} title={t('atmTitle', { atmName })} note={t('atmWay')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.counter} className={rowLinkClass}>
            <RowBody icon={<IconCounter />} title={t('counterTitle')} note={t('counterWay')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.chargeCode} className={rowLinkClass}>
            <RowBody icon={<IconTicket />} title={t('chargeCode')} note={t('codeWay')} leads />
          </Link>
        </li>
      </Rows>
      <Rows>
        <li>
          <Link to={paths.automaticTopUp} className={rowLinkClass}>
            <RowBody
              icon={<Knot className="h-8 w-10" />}
              title={t('automatic')}
              note={t('automaticWay')}
              leads
            />
          </Link>
        </li>
      </Rows>
      <HelpButton topic="top-up" />
    </Screen>
  )
}
