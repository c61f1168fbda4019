import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { agreeToHelp, type HelpCaps, listRelatives } from '#contract/relatives.ts'
import { askAnew, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/relatives.ts'
import { CapsFields, capsOf, draftOf } from './CapsFields.tsx'
import { FindHelper, type FoundHelper } from './FindHelper.tsx'

/** The relative lets somebody help: reads the code, sees the name, says how much, and agrees. */
export function AgreePage() {
  const [found, setFound] = useState<FoundHelper | null>(null)
  const terms = useAsk(listRelatives)
  if (!found) return <FindHelper onFound={setFound} />
  return (
    <Screen key="agree" title={t('chooseHelper')} back={paths.family} nav={false}>
      <section className="rounded-16 border border-line bg-card p-4">
        <h2 className="text-sm text-ink-soft">{t('helper')}</h2>
        <p className="text-xl font-bold">{t('who', { name: found.name })}</p>
      </section>
      <Notice tone="warning" title={t('checkWho')} />
      <Asked of={terms}>{({ most }) => <AgreeForm found={found} most={most} />}</Asked>
      <Button look="quiet" onPress={() => setFound(null)}>
        {t('scanAgain')}
      </Button>
    </Screen>
  )
}

function AgreeForm({ found, most }: { found: FoundHelper; most: HelpCaps }) {
  const [draft, setDraft] = useState(() => draftOf(null, most))
  const [tried, setTried] = useState(false)
  // The same wish keeps its id until it is changed: sent twice, it is one help.
  const last = useRef({ of: '', id: '' })
  const navigate = useNavigate()
  const { send, busy, trouble, gate } = useGuardedAct(agreeToHelp, async () => {
    announce(t('agreed', { name: found.name }))
    askAnew(listRelatives)
    await navigate({ to: paths.family, replace: true })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const caps = capsOf(draft, most)
    if (!caps) return
    const of = JSON.stringify([found.code, caps])
    if (last.current.of !== of) last.current = { of, id: makeId() }
    void send({ body: { id: last.current.id, code: found.code, ...caps } })
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <CapsFields draft={draft} most={most} tried={tried} onChange={setDraft} />
      <p className="text-sm">{t('alwaysMay')}</p>
      <TroubleNotice trouble={trouble} />
      <Button type="submit" size="large" wide busy={busy}>
        {t('agree')}
      </Button>
      {gate}
    </form>
  )
}
