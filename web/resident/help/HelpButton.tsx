import { lazy, Suspense, useState } from 'react'
import type { HelpTopic } from '../../lib/words/help.ts'
import { Button } from '../../ui/Button.tsx'
import { IconInfo } from '../../ui/icons.tsx'
import { t } from '../words/identity.ts'

// Words and pictures are only fetched by who wants to see them.
const HelpSheet = lazy(async () => ({ default: (await import('./HelpSheet.tsx')).HelpSheet }))

/** やってみる前に: shows a step in pictures, above whatever page asks for it, so that nothing typed is lost. */
export function HelpButton({ topic }: { topic: HelpTopic }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        <IconInfo className="size-5 shrink-0" />
        {t('help')}
      </Button>
      {open ? (
        <Suspense>
          <HelpSheet topic={topic} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
