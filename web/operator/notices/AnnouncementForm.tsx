import { type FormEvent, useState } from 'react'
import {
  type AnnouncementText,
  countAudience,
  listAnnouncements,
  writeAnnouncement,
} from '#contract/notices.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayMinute } from '../../lib/time.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { ageBandWords } from '../../lib/words/campaigns.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { type Draft, type Mistakes, textOf } from './draft.ts'

type FormProps = { id: string; revision: number; opened: Draft; onDone: () => void }

/** Writes to people: what, to whom, from when; beside it what they will see, and how many they are. */
export function AnnouncementForm({ id, revision, opened, onDone }: FormProps) {
  const [draft, setDraft] = useState(opened)
  const [tried, setTried] = useState(false)
  const act = useAct(writeAnnouncement)
  const read = textOf(draft)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!('text' in read)) return
    if (!(await act.send({ params: { id }, body: { revision, text: read.text } }))) return
    askAnew(listAnnouncements)
    announce('保存しました。')
    onDone()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid items-start gap-6 lg:grid-cols-2"
    >
      <Fields draft={draft} change={change} mistakes={tried && 'mistakes' in read ? read.mistakes : {}} />
      <div className="flex flex-col gap-4 lg:sticky lg:top-4">
        {'text' in read ? (
          <Preview text={read.text} />
        ) : (
          <Notice>題名と本文を入力すると、利用者に見える内容がここに出ます。</Notice>
        )}
        <TroubleNotice trouble={act.trouble} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {revision === 0 ? '掲載する' : '直して掲載する'}
        </Button>
        <Button look="quiet" onPress={onDone}>
          やめる
        </Button>
      </div>
    </form>
  )
}

type FieldsProps = { draft: Draft; change: (part: Partial<Draft>) => void; mistakes: Mistakes }
type Band = Draft['ageBands'][number]

function Fields({ draft, change, mistakes }: FieldsProps) {
  const toggle = (band: Band, on: boolean) =>
    change({ ageBands: on ? [...draft.ageBands, band] : draft.ageBands.filter((each) => each !== band) })
  return (
    <div className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4">
      <TextField
        label="題名"
        help="通知を受け取る人の画面には、題名と本文のはじめが出ます。"
        maxLength={60}
        value={draft.title}
        onChange={(title) => change({ title })}
        error={mistakes.title}
      />
      <TextArea
        label="本文"
        maxLength={2000}
        value={draft.body}
        onChange={(body) => change({ body })}
        error={mistakes.body}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateField
          label="掲載の開始"
          withTime
          value={draft.showsFrom}
          onChange={(showsFrom) => change({ showsFrom })}
          error={mistakes.showsFrom}
        />
        <DateField
          label="終了（空欄なら続ける）"
          withTime
          value={draft.showsUntil}
          onChange={(showsUntil) => change({ showsUntil })}
          error={mistakes.showsUntil}
        />
      </div>
      <Checkbox checked={draft.onlyInTown} onChange={(onlyInTown) => change({ onlyInTown })}>
        マイナンバーカードの住所が街の中にある人だけ
      </Checkbox>
      <fieldset>
        <legend>年齢（選ばなければ、すべての年齢）</legend>
        <div className="grid grid-cols-2 gap-x-4">
          {(Object.keys(ageBandWords) as Band[]).map((band) => (
            <Checkbox key={band} checked={draft.ageBands.includes(band)} onChange={(on) => toggle(band, on)}>
              {ageBandWords[band]}
            </Checkbox>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

/** As it stands on the list of a phone. */
function Preview({ text }: { text: AnnouncementText }) {
  const { onlyInTown, ageBands } = text
  const { data } = useAsk(countAudience, { body: { onlyInTown, ageBands } })
  return (
    <section aria-label="利用者に見える内容" className="flex flex-col gap-2">
      <h2 className="font-bold">利用者に見える内容</h2>
      <article className="flex flex-col gap-1 rounded-16 border-2 border-coin-700 bg-card p-4">
        <p className="text-sm text-ink-soft">
          <span className="font-bold">街から</span> {sayMinute(text.showsFrom)}
        </p>
        <h3 className="font-bold">{text.title}</h3>
        <p className="whitespace-pre-line">{text.body}</p>
      </article>
      {data ? <p>いまの対象：{sayNumber(data.people)}人</p> : null}
    </section>
  )
}
