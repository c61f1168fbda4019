import { type FormEvent, type ReactNode, useState } from 'react'
import { findMistakes, type FormField, type Mistake } from '#contract/joining-form.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import type { Application } from './ApplicationPage.tsx'
import { BankFields } from './BankFields.tsx'
import { CheckAndSend } from './CheckAndSend.tsx'
import { Documents } from './Documents.tsx'
import { type FieldsProps, GoodsFields, HoursFields, PartyFields, StoreFields } from './Fields.tsx'
import { useKeptForm } from './use-kept-form.ts'

type Step = { title: string; fields: readonly FormField[]; Body: (props: FieldsProps) => ReactNode }

const steps: readonly Step[] = [
  {
    title: 'どなたのお店ですか',
    fields: ['kind', 'corporateNumber', 'businessName', 'businessKana', 'representative'],
    Body: PartyFields,
  },
  {
    title: 'お店について',
    fields: ['storeName', 'storeKana', 'ward', 'address', 'phone'],
    Body: StoreFields,
  },
  { title: '種類と営業時間', fields: ['category', 'opensAt', 'closesAt'], Body: HoursFields },
  { title: '取り扱いについて', fields: ['acceptsPoints', 'excludedGoods'], Body: GoodsFields },
  {
    title: '代金の振込先',
    fields: ['bankCode', 'branchCode', 'accountNumber', 'holderKana'],
    Body: BankFields,
  },
]

/** Which step asks for a field; the last one for what no other asks. */
const stepOf = (field: FormField) => {
  const found = steps.findIndex(({ fields }) => fields.includes(field))
  return found === -1 ? steps.length + 1 : found
}

const stepCount = steps.length + 2

type WriteApplicationProps = { application: Application; token: string; onSent: () => void }

/** The form, a few questions at a time. What is written is kept as it is written. */
export function WriteApplication({ application, token, onSent }: WriteApplicationProps) {
  const { categories, wards, excludedGoods } = useTown()
  const { form, change, keep, saying, trouble } = useKeptForm(token, application.form)
  const choices = { categories: categories.map(({ code }) => code), wards, excludedGoods }
  const mistakes = findMistakes(form, choices)
  // Whoever comes back goes on where something is still open.
  const [step, setStep] = useState(() => firstOpen(mistakes))
  const [tried, setTried] = useState(false)
  const [found, setFound] = useState<Partial<Record<FormField, Mistake>>>({})
  const go = (to: number, wrong: Partial<Record<FormField, Mistake>> = {}) => {
    setFound(wrong)
    setTried(Object.keys(wrong).length > 0)
    setStep(to)
    document.querySelector('main')?.scrollTo(0, 0)
  }
  const now = steps[step]
  const next = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!now?.fields.some((field) => mistakes[field])) return go(step + 1)
    setTried(true)
    // The fields say what is wrong only after this; the first of them is where to go on.
    const fields = event.currentTarget
    requestAnimationFrame(() => {
      const first = fields.querySelector<HTMLElement>('[role=alert], [aria-invalid=true]')
      if (first instanceof HTMLInputElement) first.focus()
      else first?.scrollIntoView({ block: 'center' })
    })
  }
  const isLast = step === stepCount - 1
  const title = now?.title ?? (isLast ? '内容の確認' : '書類')
  const shown = tried ? { ...found, ...mistakes } : {}
  return (
    <Page key={step} title={title} top={<TopBar end={<Saying text={saying} />} />}>
      <Progress step={step} />
      {now ? (
        <form noValidate onSubmit={next} className="flex flex-col gap-5">
          <now.Body form={form} onChange={change} mistakes={shown} />
          <TroubleNotice trouble={trouble} />
          <Ways step={step} onBack={() => go(step - 1)} />
        </form>
      ) : null}
      {step === steps.length ? (
        <form noValidate onSubmit={next} className="flex flex-col gap-5">
          <Documents token={token} documents={application.documents} removable />
          <Ways step={step} onBack={() => go(step - 1)} />
        </form>
      ) : null}
      {isLast ? (
        <CheckAndSend
          {...{ application, token, form, mistakes, keep, onSent }}
          onChange={change}
          onMend={(field, wrong) => go(stepOf(field), wrong)}
          onBack={() => go(step - 1)}
        />
      ) : null}
    </Page>
  )
}

function firstOpen(mistakes: Partial<Record<FormField, Mistake>>): number {
  const open = Object.keys(mistakes).map((field) => stepOf(field as FormField))
  const first = Math.min(...open, steps.length + 1)
  return first > steps.length ? steps.length : first
}

function Saying({ text }: { text: string }) {
  return <output className="px-3 text-sm text-ink-soft">{text}</output>
}

function Progress({ step }: { step: number }) {
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden="true" className="flex flex-1 gap-1">
        {Array.from({ length: stepCount }, (_, index) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key -- the bars have nothing but their place
            key={index}
            className={`h-2 flex-1 rounded-full ${index <= step ? 'bg-coin-700' : 'bg-line'}`}
          />
        ))}
      </div>
      <p className="text-sm font-bold text-ink-soft">
        {step + 1} / {stepCount}
      </p>
    </div>
  )
}

function Ways({ step, onBack }: { step: number; onBack: () => void }) {
  return (
    <div className="flex flex-col gap-2">
      <Button type="submit" size="large" wide>
        次へ
      </Button>
      {step === 0 ? null : (
        <Button look="quiet" onPress={onBack}>
          前に戻る
        </Button>
      )}
    </div>
  )
}
