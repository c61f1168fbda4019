import { type FormEvent, type ReactNode, useState } from 'react'
import { findMistakes, type FormField, type Mistake } from '#contract/joining-form.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
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

/** The steps that ask for something: of a further store's merchant much is known already. */
const stepsWithout = (fixed: readonly FormField[]) =>
  steps.filter(({ fields }) => !fields.every((field) => fixed.includes(field)))

/** Which step asks for a field; the last one for what no other asks. */
const stepOf = (asked: readonly Step[], field: FormField) => {
  const found = asked.findIndex(({ fields }) => fields.includes(field))
  return found === -1 ? asked.length + 1 : found
}

type WriteApplicationProps = { application: Application; token: string; onSent: () => void }

/** The form, a few questions at a time. What is written is kept as it is written. */
export function WriteApplication({ application, token, onSent }: WriteApplicationProps) {
  const { categories, wards, excludedGoods } = useTown()
  const { form, change, keep, saying, trouble } = useKeptForm(token, application.form)
  const choices = { categories: categories.map(({ code }) => code), wards, excludedGoods }
  const { fixed } = application
  const asked = stepsWithout(fixed)
  const mistakes = without(findMistakes(form, choices), fixed)
  // Whoever comes back goes on where something is still open.
  const [step, setStep] = useState(() => firstOpen(asked, mistakes))
  const [tried, setTried] = useState(false)
  const [found, setFound] = useState<Mistakes>({})
  const go = (to: number, wrong: Mistakes = {}) => {
    setFound(wrong)
    setTried(Object.keys(wrong).length > 0)
    setStep(to)
    document.querySelector('main')?.scrollTo(0, 0)
  }
  const now = asked[step]
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
  const isLast = step === asked.length + 1
  const title = now?.title ?? (isLast ? '内容の確認' : '書類')
  const shown = tried ? { ...found, ...mistakes } : {}
  return (
    <Page key={step} title={title} top={<TopBar end={<Saying text={saying} />} />}>
      <Progress step={step} count={asked.length + 2} />
      {fixed.length > 0 && step === 0 ? <KnownMerchant form={form} fixed={fixed} /> : null}
      {now ? (
        <form noValidate onSubmit={next} className="flex flex-col gap-5">
          <now.Body {...{ form, fixed }} onChange={change} mistakes={shown} />
          <TroubleNotice trouble={trouble} />
          <Ways step={step} onBack={() => go(step - 1)} />
        </form>
      ) : null}
      {step === asked.length ? (
        <form noValidate onSubmit={next} className="flex flex-col gap-5">
          <Documents token={token} documents={application.documents} removable />
          <Ways step={step} onBack={() => go(step - 1)} />
        </form>
      ) : null}
      {isLast ? (
        <CheckAndSend
          {...{ application, token, form, mistakes, keep, onSent }}
          onChange={change}
          onMend={(field, wrong) => go(stepOf(asked, field), wrong)}
          onBack={() => go(step - 1)}
        />
      ) : null}
    </Page>
  )
}

type Mistakes = Partial<Record<FormField, Mistake>>

/** What is known already is not the writer's mistake. */
const without = (mistakes: Mistakes, fixed: readonly FormField[]): Mistakes =>
  Object.fromEntries(Object.entries(mistakes).filter(([field]) => !fixed.includes(field as FormField)))

function firstOpen(asked: readonly Step[], mistakes: Mistakes): number {
  const open = Object.keys(mistakes).map((field) => stepOf(asked, field as FormField))
  const first = Math.min(...open, asked.length + 1)
  return first > asked.length ? asked.length : first
}

/** Whose further store this is, and what need not be written again. */
function KnownMerchant({ form, fixed }: Pick<FieldsProps, 'form' | 'fixed'>) {
  return (
    <section aria-label="いまの登録" className="flex flex-col gap-2">
      <Facts
        facts={[
          ['事業者', form.businessName],
          ['店主', form.representative],
          ...(fixed?.includes('accountNumber')
            ? [['振込先', `口座の末尾 ${form.accountNumber}`] as const]
            : []),
        ]}
      />
      <p className="text-sm text-ink-soft">
        いまの登録をそのまま使います。新しいお店のことだけを入力してください。
      </p>
    </section>
  )
}

function Saying({ text }: { text: string }) {
  return <output className="px-3 text-sm text-ink-soft">{text}</output>
}

function Progress({ step, count }: { step: number; count: number }) {
  return (
    <div className="flex items-center gap-3">
      <div aria-hidden="true" className="flex flex-1 gap-1">
        {Array.from({ length: count }, (_, index) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key -- the bars have nothing but their place
            key={index}
            className={`h-2 flex-1 rounded-full ${index <= step ? 'bg-coin-700' : 'bg-line'}`}
          />
        ))}
      </div>
      <p className="text-sm font-bold text-ink-soft">
        {step + 1} / {count}
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
