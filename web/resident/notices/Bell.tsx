import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { countUnread, listNotices } from '#contract/notices.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { askAnew, useAskEvery } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { IconBell } from '../../ui/icons.tsx'
import { t } from '../words/wallets.ts'

/** Often enough for somebody who waits with the phone in the hand; nothing is asked while nobody looks. */
const lookMs = 20_000

/** Leads to the notices, with how many are unread; what has come meanwhile is on the screen below it too. */
export function Bell() {
  const { data } = useAskEvery(() => lookMs, countUnread)
  const unread = data?.unread ?? 0
  useFresh(data?.unread)
  return (
    <Link
      to={paths.notices}
      aria-label={unread > 0 ? t('unreadCount', { count: unread }) : t('notices')}
      className="relative grid size-12 shrink-0 place-items-center rounded-full text-coin-800 hover:bg-coin-50"
    >
      <IconBell />
      {unread > 0 ? (
        <span
          aria-hidden="true"
          className="absolute top-0 right-0 min-w-6 rounded-full bg-red-900 px-1 text-center text-sm leading-6 font-bold text-on-fill tabular-nums"
        >
          {unread > 99 ? '99+' : unread}
        </span>
      ) : null}
    </Link>
  )
}

/** Something that is told has changed the wallet as a rule, so it is asked anew with every further notice. */
function useFresh(unread: number | undefined): void {
  const before = useRef(unread)
  useEffect(() => {
    if (before.current !== undefined && unread !== undefined && unread > before.current) {
      for (const each of [readWallet, listHistory, listNotices]) askAnew(each)
    }
    before.current = unread
  }, [unread])
  useEffect(() => {
    const ask = () => askAnew(countUnread)
    navigator.serviceWorker?.addEventListener('message', ask)
    return () => navigator.serviceWorker?.removeEventListener('message', ask)
  }, [])
}
