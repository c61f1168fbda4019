import { type FormEvent, useState } from 'react'
import { sendApplication } from '#contract/joining.ts'
import type { ApplicationForm, FormField, Mistake } from '#contract/joining-form.ts'
import { codeOf, type Trouble, useAct } from '../../lib/ask.ts'
import { Fault } from '../../lib/api.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { FieldNote } from '../../ui/FieldNote.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Application } from './ApplicationPage.tsx'
import { Summary } from './Summary.tsx'
import { fieldNames, sayMistake } from './words.ts'

type Mistakes = Partial<Record<FormField, Mistake>>

type CheckAndSendProps = {
  application: Application
  token: string
  form: ApplicationForm
  mistakes: Mistakes
  onChange: (part: Partial<ApplicationForm>) => void
  keep: () => Promise<boolean>
  onSent: () => void
  /** Goes to the step that asks for a field, with what the server has found wrong. */
  onMend: (field: FormField, mistakes: Mistakes) => void
  onBack: () => void
}

/** Everything once more, the terms, and the sending. */
export function CheckAndSend(props: CheckAndSendProps) {
  const { application, token, form, mistakes, onChange, keep, onSent, onMend, onBack } = props
  const act = useAct(sendApplication)
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const { notAntisocial, ...others } = mistakes
  const wrong = { ...wrongBy(act.trouble), ...others }
  const open = Object.keys(wrong) as FormField[]
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const { terms } = application
    if (Object.keys(others).length > 0 || notAntisocial || !agreed || !terms || !(await keep())) return
    if (await act.send({ body: { token, termsVersion: terms.version } })) onSent()
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {open.length > 0 ? (
        <Notice tone="warning" title="まだ足りないところがあります">
          <ul className="flex flex-col items-start">
            {open.map((field) => (
              <li key={field}>
                {fieldNames[field]}：{sayMistake(field, wrong[field])}
                <Button
                  look="quiet"
                  label={`${fieldNames[field]}を直す`}
                  onPress={() => onMend(field, wrong)}
                >
                  直す
                </Button>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Summary {...{ form, fixed: application.fixed }} onMend={(field) => onMend(field, {})} />
      <p className="font-bold">書類 {application.documents.length}つ</p>
      <Terms terms={application.terms} />
      <div>
        <Checkbox checked={agreed} onChange={setAgreed}>
          加盟店規約に同意する
        </Checkbox>
        <Checkbox checked={form.notAntisocial} onChange={(on) => onChange({ notAntisocial: on })}>
          暴力団などの反社会的勢力ではなく、関係もないことを表明する
        </Checkbox>
      </div>
      <FieldNote>
        {tried && (!agreed || notAntisocial) ? '2つの項目に印をつけると、送信できます。' : undefined}
      </FieldNote>
      <TroubleNotice trouble={act.trouble} except={['application_incomplete']} />
      <Button type="submit" size="large" wide busy={act.busy}>
        この内容で申し込む
      </Button>
      <Button look="quiet" onPress={onBack}>
        前に戻る
      </Button>
    </form>
  )
}

/** What the server alone can find wrong comes as facts of the refusal: fields with their mistakes. */
function wrongBy(trouble: Trouble): Mistakes {
  if (!trouble || trouble instanceof Fault || codeOf(trouble) !== 'application_incomplete') return {}
  return (trouble.facts ?? {}) as Mistakes
}

function Terms({ terms }: { terms: Application['terms'] }) {
  if (!terms)
    return <Notice tone="bad">ただいまお申し込みを受け付けていません。事務局へお問い合わせください。</Notice>
  return (
    <section
      aria-label={terms.title}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long text is scrolled by keys
      tabIndex={0}
      className="flex max-h-72 flex-col gap-2 overflow-y-auto rounded-16 border border-line bg-card p-4"
    >
      <h2 className="font-bold">
        {terms.title}（{terms.version}版）
      </h2>
      {terms.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  )
}
