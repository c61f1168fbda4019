import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { endHelper, endRelative, listRelatives } from '#contract/relatives.ts'
import { askAnew, useAct } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { t } from '../words/relatives.ts'

type EndHelpProps = { helpId: string; name: string; side: 'helper' | 'relative' }

/** Either side ends a help, at once, after one question. */
export function EndHelp({ helpId, name, side }: EndHelpProps) {
  const [open, setOpen] = useState(false)
  const { send, busy, trouble } = useAct(side === 'relative' ? endHelper : endRelative)
  const navigate = useNavigate()
  const end = async () => {
    if (!(await send({ params: { id: helpId } }))) return
    announce(t('ended'))
    askAnew(listRelatives)
    await navigate({ to: paths.family, replace: true })
  }
  return (
    <>
      <Button look="quiet" onPress={() => setOpen(true)}>
        {t('end')}
      </Button>
      <Sheet title={t('end')} open={open} onClose={() => setOpen(false)}>
        <p>{t('endSure', { name })}</p>
        <TroubleNotice trouble={trouble} />
        <Button look="danger" wide busy={busy} onPress={() => void end()}>
          {t('endNow')}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {t('keep')}
        </Button>
      </Sheet>
    </>
  )
}
