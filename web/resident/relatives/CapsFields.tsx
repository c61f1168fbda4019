import type { HelpCaps } from '#contract/relatives.ts'
import { sayYen } from '../../lib/numbers.ts'
import { AmountField } from '../../ui/AmountField.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { t } from '../words/relatives.ts'

/** What is being typed: whether the helper may spend, and how much. */
export type CapsDraft = { may: 'see' | 'spend'; perDay: number | null; perMonth: number | null }

/** Small at first: who wants to allow more, types more. */
const usual = { perDay: 3000, perMonth: 10_000 }

/** The draft in which a form begins: what holds, or to see only. */
export function draftOf(caps: HelpCaps | null, most: HelpCaps): CapsDraft {
  if (caps && caps.perDay > 0) return { may: 'spend', ...caps }
  return {
    may: 'see',
    perDay: Math.min(usual.perDay, most.perDay),
    perMonth: Math.min(usual.perMonth, most.perMonth),
  }
}

/** The caps that a draft stands for; nothing while they make no sense. */
export function capsOf({ may, perDay, perMonth }: CapsDraft, most: HelpCaps): HelpCaps | null {
  if (may === 'see') return { perDay: 0, perMonth: 0 }
  if (!perDay || !perMonth || perDay > most.perDay) return null
  return perMonth < perDay || perMonth > most.perMonth ? null : { perDay, perMonth }
}

type CapsFieldsProps = {
  draft: CapsDraft
  most: HelpCaps
  tried: boolean
  onChange: (draft: CapsDraft) => void
}

/** What the helper may do: see and charge, or pay too, up to two amounts. */
export function CapsFields({ draft, most, tried, onChange }: CapsFieldsProps) {
  const dayWrong = tried && (!draft.perDay || draft.perDay > most.perDay)
  const { perDay, perMonth } = draft
  // One thing after the other: a month is held against a day that is right.
  const leastMonth = dayWrong ? 1 : (perDay ?? 1)
  const monthWrong = tried && (!perMonth || perMonth > most.perMonth || perMonth < leastMonth)
  return (
    <>
      <RadioCards
        label={t('whatMay')}
        value={draft.may}
        onChange={(may) => onChange({ ...draft, may })}
        cards={[
          { value: 'see', title: t('seeOnly'), note: t('seeOnlyNote') },
          { value: 'spend', title: t('maySpend'), note: t('maySpendNote'), disabled: most.perDay === 0 },
        ]}
      />
      {draft.may === 'spend' ? (
        <>
          <AmountField
            label={t('perDay')}
            help={t('upTo', { most: sayYen(most.perDay) })}
            unit={t('yen')}
            value={draft.perDay}
            onChange={(value) => onChange({ ...draft, perDay: value })}
            error={dayWrong ? t('dayWrong', { most: sayYen(most.perDay) }) : undefined}
          />
          <AmountField
            label={t('perMonth')}
            help={t('upTo', { most: sayYen(most.perMonth) })}
            unit={t('yen')}
            value={draft.perMonth}
            onChange={(value) => onChange({ ...draft, perMonth: value })}
            error={monthWrong ? t('monthWrong', { most: sayYen(most.perMonth) }) : undefined}
          />
        </>
      ) : null}
    </>
  )
}
