import type { AnnouncementText } from '#contract/notices.ts'
import { fromClock, toClock } from '../../lib/time.ts'

/** What stands in the form; times as the fields for them write it. */
export type Draft = Omit<AnnouncementText, 'showsFrom' | 'showsUntil' | 'ageBands'> & {
  showsFrom: string
  showsUntil: string
  ageBands: NonNullable<AnnouncementText['ageBands']>
}
export type Mistakes = Partial<Record<'title' | 'body' | 'showsFrom' | 'showsUntil', string>>

/** A form to begin with: for everybody, from now on. */
export function emptyDraft(nowMs: number): Draft {
  const showsFrom = toClock(new Date(nowMs).toISOString())
  return { title: '', body: '', onlyInTown: false, ageBands: [], showsFrom, showsUntil: '' }
}

/** The form that says what was written. */
export function draftOf(text: AnnouncementText): Draft {
  return {
    ...text,
    showsFrom: toClock(text.showsFrom),
    showsUntil: text.showsUntil === null ? '' : toClock(text.showsUntil),
    ageBands: text.ageBands ?? [],
  }
}

/** What the form says, or what is wrong with it. */
export function textOf(draft: Draft): { text: AnnouncementText } | { mistakes: Mistakes } {
  const { title, body, showsFrom, showsUntil } = draft
  const mistakes: Mistakes = {
    ...(title.trim() === '' ? { title: '題名を入力してください。' } : {}),
    ...(body.trim() === '' ? { body: '本文を入力してください。' } : {}),
    ...(showsFrom === '' ? { showsFrom: '掲載を始める日時を選んでください。' } : {}),
    ...(showsUntil !== '' && showsUntil <= showsFrom
      ? { showsUntil: '終了は、開始より後の日時にしてください。' }
      : {}),
  }
  if (Object.keys(mistakes).length > 0) return { mistakes }
  return {
    text: {
      ...{ title: title.trim(), body: body.trim(), onlyInTown: draft.onlyInTown },
      ageBands: draft.ageBands.length === 0 ? null : draft.ageBands,
      showsFrom: fromClock(showsFrom),
      showsUntil: showsUntil === '' ? null : fromClock(showsUntil),
    },
  }
}
