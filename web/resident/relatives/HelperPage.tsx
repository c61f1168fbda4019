import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { changeHelp, type HelpCaps, listRelatives } from '#contract/relatives.ts'
import { askAnew, useAsk } from '../../lib/ask.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/relatives.ts'
import { CapsFields, capsOf, draftOf } from './CapsFields.tsx'
import { EndHelp } from './EndHelp.tsx'
import type { Help } from './FamilyPage.tsx'

/** One of those who help me: what was spent, how much may be, and the end of it. */
export function HelperPage() {
  const { helpId } = useParams({ from: '/inside/family/helpers/$helpId' })
  const query = useAsk(listRelatives)
  return (
    <Screen title={t('helper')} back={paths.family} nav={false}>
      <Asked of={query} rows={3}>
        {({ helpers, most }) => {
          const help = helpers.find(({ id }) => id === helpId)
          return help ? <Helper key={help.id} help={help} most={most} /> : <Notice title={t('over')} />
        }}
      </Asked>
    </Screen>
  )
}

function Helper({ help, most }: { help: Help; most: HelpCaps }) {
  return (
    <>
      <p className="text-xl font-bold">{t('who', { name: help.name })}</p>
      <Facts
        facts={[
          [t('since'), sayMinute(help.since)],
          [t('spentToday'), sayYen(help.spentToday)],
          [t('spentMonth'), sayYen(help.spentThisMonth)],
        ]}
      />
      <CapsForm help={help} most={most} />
      <EndHelp helpId={help.id} name={help.name} side="relative" />
    </>
  )
}

function CapsForm({ help, most }: { help: Help; most: HelpCaps }) {
  const [draft, setDraft] = useState(() => draftOf(help, most))
  const [tried, setTried] = useState(false)
  const { send, busy, trouble, gate } = useGuardedAct(changeHelp, () => {
    announce(t('saved'))
    askAnew(listRelatives)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const caps = capsOf(draft, most)
    if (caps) void send({ params: { id: help.id }, body: caps })
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <CapsFields draft={draft} most={most} tried={tried} onChange={setDraft} />
      <TroubleNotice trouble={trouble} />
      <Button type="submit" size="large" wide busy={busy}>
        {t('save')}
      </Button>
      {gate}
    </form>
  )
}
