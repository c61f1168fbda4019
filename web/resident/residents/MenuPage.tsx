import { Link, useNavigate } from '@tanstack/react-router'
import { signOut } from '#contract/sign-in.ts'
import { forgetAnswers, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { rememberTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { buttonClass } from '../../ui/Button.tsx'
import {
  IconBank,
  IconCard,
  IconHistory,
  IconKey,
  IconOut,
  IconPay,
  IconPerson,
  IconShield,
  IconShop,
  IconBell,
  IconEye,
} from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { LanguageChoice } from '../LanguageChoice.tsx'
import { GiftLink } from '../gifts/GiftLink.tsx'
import { stopPush } from '../notices/device-push.ts'
import { Screen } from '../Screen.tsx'
import { t as look } from '../words/look.ts'
import { t as notices } from '../words/notices.ts'
import { t as paperCards } from '../words/paper-cards.ts'
import { t as relatives } from '../words/relatives.ts'
import { t as practice } from '../words/practice.ts'
import { t } from '../words/residents.ts'

/** Everything that is not on the home screen. */
export function MenuPage() {
  const me = useMe()
  const green = [me.proofs.mail, me.proofs.sms, me.proofs.card].filter(Boolean).length
  return (
    <Screen title={t('menu')}>
      <p className="text-ink-soft">{me.mail}</p>
      <GiftLink />
      <Rows>
        <li>
          <Link to={paths.profile} className={rowLinkClass}>
            <RowBody icon={<IconPerson />} title={t('profile')} note={t('profileNote')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.proofs} className={rowLinkClass}>
            <RowBody icon={<IconShield />} title={t('proofs')} note={`OK ${green}／3`} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.waysIn} className={rowLinkClass}>
            <RowBody icon={<IconKey />} title={t('waysIn')} note={t('waysInNote')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.devices} className={rowLinkClass}>
            <RowBody icon={<IconShield />} title={t('devices')} note={t('devicesNote')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.practice} className={rowLinkClass}>
            <RowBody icon={<IconPay />} title={practice('menu')} note={practice('menuNote')} leads />
          </Link>
        </li>
        <CardAndFamily />
        <li>
          <Link to={paths.notices} className={rowLinkClass}>
            <RowBody icon={<IconBell />} title={notices('title')} note={notices('settings')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.look} className={rowLinkClass}>
            <RowBody icon={<IconEye />} title={look('title')} note={look('note')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.topUpAccounts} className={rowLinkClass}>
            <RowBody icon={<IconBank />} title={t('accounts')} note={t('accountsNote')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.history} className={rowLinkClass}>
            <RowBody icon={<IconHistory />} title={t('history')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.stores} className={rowLinkClass}>
            <RowBody icon={<IconShop />} title={t('stores')} leads />
          </Link>
        </li>
      </Rows>
      <LanguageChoice />
      <SignOut />
    </Screen>
  )
}

/** The printed card that somebody has had before, and whom somebody helps. */
function CardAndFamily() {
  return (
    <>
      <li>
        <Link to={paths.family} className={rowLinkClass}>
          <RowBody icon={<IconPerson />} title={relatives('title')} note={relatives('note')} leads />
        </Link>
      </li>
      <li>
        <Link to={paths.joinCard} className={rowLinkClass}>
          <RowBody icon={<IconCard />} title={paperCards('joinTitle')} note={paperCards('joinMenu')} leads />
        </Link>
      </li>
    </>
  )
}

function SignOut() {
  const act = useAct(signOut)
  const navigate = useNavigate()
  const leave = async () => {
    // While the session still lives: another person on this device shall be told nothing.
    await stopPush()
    if (!(await act.send())) return
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome })
  }
  return (
    <>
      <TroubleNotice trouble={act.trouble} />
      <Rows>
        <li>
          <button type="button" className={rowLinkClass} onClick={() => void leave()}>
            <RowBody icon={<IconOut />} title={t('signOut')} />
          </button>
        </li>
      </Rows>
      <Link to={paths.leave} className={buttonClass('quiet')}>
        {t('aboutLeaving')}
      </Link>
    </>
  )
}
