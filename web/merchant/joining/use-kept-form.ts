import { useEffect, useState } from 'react'
import { saveApplication } from '#contract/joining.ts'
import type { ApplicationForm } from '#contract/joining-form.ts'
import { useAct } from '../../lib/ask.ts'

/** A pause in typing after which is saved, and the pause after a try that failed. */
const pauseMs = 700
const againMs = 4000

/**
 * A form that is kept on the server while it is written. `keep` saves at once and says whether it could; leaving the
 * page with something unsaved asks first.
 */
export function useKeptForm(token: string, first: ApplicationForm) {
  const [form, setForm] = useState(first)
  const [kept, setKept] = useState(first)
  const { send, busy, trouble } = useAct(saveApplication)
  const dirty = form !== kept
  const keep = async () => {
    if (!dirty) return true
    const saved = await send({ body: { token, form } })
    if (saved) setKept(form)
    return saved !== null
  }
  useEffect(() => {
    if (!dirty || busy) return undefined
    const timer = setTimeout(() => void keep(), trouble ? againMs : pauseMs)
    return () => clearTimeout(timer)
    // `keep` is made anew with each form, which is named here already.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [form, dirty, busy, trouble])
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [dirty])
  const change = (part: Partial<ApplicationForm>) => setForm((before) => ({ ...before, ...part }))
  const saying = trouble ? 'まだ保存できていません' : dirty || busy ? '保存しています…' : '保存しました'
  return { form, change, keep, saying, trouble }
}
