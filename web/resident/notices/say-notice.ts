import type { Told } from '#contract/notices.ts'
import type { Names } from '../../lib/i18n/words.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { sayDay } from '../../lib/time.ts'
import { t as gifts } from '../words/gifts.ts'
import { t } from '../words/notices.ts'

type Said = { title: string; body: string }

/** Says a notice in the language in use; what the office wrote stays as it was written. */
export function sayNotice(
  told: Told,
  { coinName, pointsName }: Pick<Names, 'coinName' | 'pointsName'>,
): Said {
  switch (told.kind) {
    case 'town':
      return { title: told.title, body: told.body }
    case 'payment':
    case 'refund': {
      const { storeName: shop, coin, points } = told
      return { title: t(told.kind), body: t('money', { shop, coinName, pointsName, coin, points }) }
    }
    case 'points_expiring': {
      const day = sayDay(told.lastDay)
      return { title: t('expiring', { day, points: told.points }), body: t('expiringBody', { day }) }
    }
    case 'points_granted':
      return { title: t('granted', { name: pointsName, points: told.points }), body: told.campaign }
    case 'gift': {
      const amount = sayYen(told.coin)
      const name = told.giver ? gifts('who', { name: told.giver }) : gifts('someone')
      return { title: gifts('got', { name, amount }), body: gifts(`card_${told.card}`) }
    }
    case 'automatic_top_up':
      return sayAutomatic(told)
    case 'helper': {
      const { event, name, amount } = told
      return {
        title: t(`helper_${event}`, { name }),
        body: amount === null ? t('helperBody') : sayYen(amount),
      }
    }
    case 'security':
      return { title: t(`security_${told.event}`), body: t('securityBody') }
  }
}

const automaticTitles = {
  switched_on: 'automaticOn',
  topped_up: 'automaticDone',
  held: 'automaticHeld',
  stopped: 'automaticStopped',
} as const

function sayAutomatic({ of, because, amount }: Extract<Told, { kind: 'automatic_top_up' }>): Said {
  const body = because ? t(`why_${because}`) : amount ? t('charged', { count: amount }) : ''
  return { title: t(automaticTitles[of]), body }
}

/** The screen that a notice is about; nothing where it says everything itself. */
export function placeOf(told: Told) {
  switch (told.kind) {
    case 'payment':
    case 'refund':
    case 'points_granted':
    case 'gift':
      return { to: paths.historyItem, params: { itemId: told.postingId } } as const
    case 'automatic_top_up':
      return { to: paths.automaticTopUp } as const
    case 'helper':
      return { to: told.amount === null ? paths.family : paths.history } as const
    case 'security':
      return { to: paths.devices } as const
    default:
      return null
  }
}
