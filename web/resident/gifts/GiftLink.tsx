import { Link } from '@tanstack/react-router'
import { readGiftTerms } from '#contract/gifts.ts'
import { useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { IconPerson } from '../../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { t } from '../words/gifts.ts'

/** The row that leads to おくる・うけとる; nothing where the town has no gifts. */
export function GiftLink() {
  const { coinName } = useTown()
  const terms = useAsk(readGiftTerms)
  if (!terms.data?.open) return null
  return (
    <Rows>
      <li>
        <Link to={paths.gifts} className={rowLinkClass}>
          <RowBody icon={<IconPerson />} title={t('title')} note={t('note', { coinName })} leads />
        </Link>
      </li>
    </Rows>
  )
}
