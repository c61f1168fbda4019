import type { Closure } from '#contract/merchants.ts'
import { minutesOf, type OnHolidays, sayTime } from '#contract/opening-hours.ts'
import { Button } from '../../ui/Button.tsx'
import { DayField } from '../../ui/DayField.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { TextField } from '../../ui/TextField.tsx'

/** 祝日 as somebody is typing it. */
export type HolidayDraft = { rule: 'usual' | 'closed' | 'hours'; opens: string; closes: string }

/** What is kept, as the form begins with it. */
export function toHolidayDraft(onHolidays: OnHolidays): HolidayDraft {
  if (typeof onHolidays !== 'object') return { rule: onHolidays, opens: '', closes: '' }
  return { rule: 'hours', opens: sayTime(onHolidays.opensAt), closes: sayTime(onHolidays.closesAt) }
}

/** What was typed, as it is sent; nothing while the hours are none. */
export function readHolidayDraft({ rule, opens, closes }: HolidayDraft): OnHolidays | undefined {
  if (rule !== 'hours') return rule
  const [opensAt, closesAt] = [minutesOf(opens), minutesOf(closes)]
  if (opensAt === undefined || closesAt === undefined) return undefined
  return opensAt < 1440 && opensAt < closesAt && closesAt <= 2880 ? { opensAt, closesAt } : undefined
}

type Pair = readonly [opens: string, closes: string]
type TimeFieldsProps = {
  labels: Pair
  values: Pair
  onChange: (opens: string, closes: string) => void
  errors: readonly (string | undefined)[]
}

/** Opening and closing, side by side, as signs say them. */
export function TimeFields({ labels, values: [opens, closes], onChange, errors }: TimeFieldsProps) {
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <TextField
        label={labels[0]}
        placeholder="10:00"
        value={opens}
        onChange={(value) => onChange(value, closes)}
        maxLength={8}
        error={errors[0]}
      />
      <TextField
        label={labels[1]}
        placeholder="19:00"
        value={closes}
        onChange={(value) => onChange(opens, value)}
        maxLength={8}
        error={errors[1]}
      />
    </div>
  )
}

type HolidaysProps = { draft: HolidayDraft; onChange: (draft: HolidayDraft) => void; tried: boolean }

/** What the shop does on 国民の祝日. */
export function Holidays({ draft, onChange, tried }: HolidaysProps) {
  const wrong = tried && readHolidayDraft(draft) === undefined
  return (
    <div className="flex flex-col gap-3">
      <RadioCards
        label="祝日の営業"
        value={draft.rule}
        onChange={(rule) => onChange({ ...draft, rule })}
        cards={[
          { value: 'usual', title: 'いつもの曜日と同じ' },
          { value: 'closed', title: '祝日は休み' },
          { value: 'hours', title: '祝日だけの時間で営業' },
        ]}
      />
      {draft.rule === 'hours' ? (
        <TimeFields
          labels={['祝日の開店', '祝日の閉店']}
          values={[draft.opens, draft.closes]}
          onChange={(opens, closes) => onChange({ ...draft, opens, closes })}
          errors={
            wrong ? ['「10:00」の形で入力してください。', '開店よりあとの時刻を入力してください。'] : []
          }
        />
      ) : null}
    </div>
  )
}

/** Why the days of a closure cannot be; nothing when they can. */
export function wrongClosure({ firstDay, lastDay }: Closure): string | undefined {
  if (firstDay === '' || lastDay === '') return '日にちを選んでください。'
  return lastDay < firstDay ? '最後の日は、最初の日よりあとにしてください。' : undefined
}

const mostClosures = 20

type ClosuresProps = { closures: Closure[]; onChange: (closures: Closure[]) => void; tried: boolean }

/** 臨時休業: days on which the shop is closed besides, one line for each span. */
export function Closures({ closures, onChange, tried }: ClosuresProps) {
  const change = (at: number, part: Partial<Closure>) =>
    onChange(closures.map((each, index) => (index === at ? { ...each, ...part } : each)))
  return (
    <section className="flex flex-col gap-3">
      <h3 className="font-bold">臨時休業・長い休み</h3>
      <p className="text-sm text-ink-soft">
        年末年始や改装など。この期間は「いま営業時間のお店」に出ません。過ぎると自動でもとに戻ります。
      </p>
      <ul className="flex flex-col gap-3">
        {closures.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing of its own while it is being typed.
          <li key={index} className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
            <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] items-start gap-3">
              <DayField
                label="最初の日"
                value={each.firstDay}
                onChange={(firstDay) =>
                  change(index, { firstDay, lastDay: each.lastDay === '' ? firstDay : each.lastDay })
                }
              />
              <DayField
                label="最後の日"
                value={each.lastDay}
                onChange={(lastDay) => change(index, { lastDay })}
                error={tried ? wrongClosure(each) : undefined}
              />
            </div>
            <TextField
              label="理由（お客さまに見えます）"
              placeholder="年末年始"
              value={each.note}
              onChange={(note) => change(index, { note })}
              maxLength={40}
            />
            <Button look="quiet" onPress={() => onChange(closures.filter((_line, at) => at !== index))}>
              この休みを消す
            </Button>
          </li>
        ))}
      </ul>
      {closures.length < mostClosures ? (
        <Button
          look="outline"
          onPress={() => onChange([...closures, { firstDay: '', lastDay: '', note: '' }])}
        >
          休みを追加する
        </Button>
      ) : null}
    </section>
  )
}
