import { Button } from './Button.tsx'
import { t } from '../lib/words/shared.ts'

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

/** 「もっと見る」 below a list that comes in pages; nothing below the last one. */
export function MoreButton({ of }: { of: Pages }) {
  if (!of.hasNextPage) return null
  return (
    <Button look="outline" wide busy={of.isFetchingNextPage} onPress={() => void of.fetchNextPage()}>
      {t('more')}
    </Button>
  )
}
