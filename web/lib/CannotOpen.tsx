import { useRouter } from '@tanstack/react-router'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { Fault } from './api.ts'
import { sayFault } from './words/refusals.ts'
import { t } from './words/shared.ts'

/** What stands when a page could not be opened at all; needs nothing from the server. */
export function CannotOpen({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  return (
    <Page title={t('cannotOpen')} top={<TopBar />}>
      <p>{sayFault(error instanceof Fault ? error.kind : 'broken')}</p>
      <Button
        onPress={() => {
          reset()
          void router.invalidate()
        }}
      >
        {t('openAgain')}
      </Button>
    </Page>
  )
}
