import { Link } from '@tanstack/react-router'
import { readGiftTerms } from '#contract/gifts.ts'
import { useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { type Me, useMe } from '../../lib/session.ts'
import { Asked } from '../../lib/Trouble.tsx'
import { IconPay, IconPerson } from '../../ui/icons.tsx'
import { Facts, RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { MissingProofs, stepsOf } from '../residents/MissingProofs.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/gifts.ts'

/** おくる・うけとる: the two directions, and how much may still be given. */
export function GiftsPage() {
  const me = useMe()
  const terms = useAsk(readGiftTerms)
  return (
    <Screen title={t('title')} back={paths.home}>
      <Asked of={terms}>
        {({ open, perGift, leftThisMonth }) => {
          if (!open) return <Notice title={t('off')} />
          return (
            <>
              <Directions me={me} />
              <Facts
                facts={[
                  [t('perGift'), sayYen(perGift)],
                  [t('leftMonth'), sayYen(leftThisMonth)],
                ]}
              />
            </>
          )
        }}
      </Asked>
    </Screen>
  )
}

function Directions({ me }: { me: Me }) {
  const steps = stepsOf(me, 'gift')
  if (steps.some(({ done }) => !done)) {
    return (
      <MissingProofs deed={t('title')} steps={steps}>
        {t('missing')}
      </MissingProofs>
    )
  }
  return (
    <Rows>
      <li>
        <Link to={paths.giveGift} className={rowLinkClass}>
          <RowBody icon={<IconPay />} title={t('give')} note={t('giveNote')} leads />
        </Link>
      </li>
      <li>
        <Link to={paths.receiveGift} className={rowLinkClass}>
          <RowBody icon={<IconPerson />} title={t('receive')} note={t('receiveNote')} leads />
        </Link>
      </li>
    </Rows>
  )
}
