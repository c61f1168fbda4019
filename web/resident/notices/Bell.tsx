import { Link } from '@tanstack/react-router'
import { countUnread } from '#contract/notices.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { IconBell } from '../../ui/icons.tsx'
import { t } from '../words/wallets.ts'

/** Leads to the notices, with how many are unread. */
export function Bell() {
  const unread = useAsk(countUnread).data?.unread ?? 0
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
