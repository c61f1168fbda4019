import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { endAnnouncement, listAnnouncements } from '#contract/notices.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayNumber } from '../../lib/numbers.ts'
import { sayMinute } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { ageBandWords } from '../../lib/words/campaigns.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Desk } from '../Desk.tsx'
import { AnnouncementForm } from './AnnouncementForm.tsx'
import { type Draft, draftOf, emptyDraft } from './draft.ts'

type Announcement = ReplyOf<typeof listAnnouncements>['announcements'][number]
type Open = { id: string; revision: number; draft: Draft }

/** What the office has written to people, and the form to write to them. */
export function AnnouncementsPage() {
  const [open, setOpen] = useState<Open | null>(null)
  const query = useAsk(listAnnouncements)
  if (open) {
    return (
      <Desk title={open.revision === 0 ? 'お知らせを書く' : 'お知らせを直す'}>
        <AnnouncementForm
          id={open.id}
          revision={open.revision}
          opened={open.draft}
          onDone={() => setOpen(null)}
        />
      </Desk>
    )
  }
  const write = () => setOpen({ id: makeId(), revision: 0, draft: emptyDraft(serverNow()) })
  return (
    <Desk title="お知らせ">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-2xl">
          利用者のアプリの「お知らせ」に載ります。通知を受け取る人の端末には、掲載の開始に一度だけ届きます。
        </p>
        <Button onPress={write}>新しく書く</Button>
      </div>
      <Asked of={query}>
        {({ announcements }) =>
          announcements.length === 0 ? (
            <Notice>まだお知らせはありません。</Notice>
          ) : (
            <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-4">
              {announcements.map((announcement) => (
                <li key={announcement.id}>
                  <Card announcement={announcement} onEdit={setOpen} />
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
    </Desk>
  )
}

const stateWords: Record<Announcement['state'], string> = {
  planned: '掲載前',
  shown: '掲載中',
  over: '掲載終了',
  ended: '取り下げ',
}

function Card({ announcement, onEdit }: { announcement: Announcement; onEdit: (open: Open) => void }) {
  const { id, revision, state, text, madeBy, readers } = announcement
  const act = useAct(endAnnouncement)
  const end = async () => {
    if (await act.send({ params: { id } })) askAnew(listAnnouncements)
  }
  const live = state === 'planned' || state === 'shown'
  return (
    <article
      aria-label={text.title}
      className="flex h-full flex-col gap-2 rounded-16 border-2 border-line bg-card p-4"
    >
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h2 className="min-w-0 text-lg font-bold">{text.title}</h2>
        <span
          className={`rounded-full px-3 py-1 text-sm font-bold ${state === 'shown' ? 'bg-green-50 text-green-900' : 'bg-paper-deep text-ink'}`}
        >
          {stateWords[state]}
        </span>
      </div>
      <p className="line-clamp-3 whitespace-pre-line">{text.body}</p>
      <p className="text-sm text-ink-soft">
        {sayMinute(text.showsFrom)}から{text.showsUntil ? `${sayMinute(text.showsUntil)}まで` : ''}
        ・対象：{sayAudience(text)}・{madeBy}・既読 {sayNumber(readers)}人
      </p>
      <TroubleNotice trouble={act.trouble} />
      {live ? (
        <div className="mt-auto flex flex-wrap gap-2">
          <Button look="outline" onPress={() => onEdit({ id, revision, draft: draftOf(text) })}>
            直す
          </Button>
          <Button look="quiet" busy={act.busy} onPress={() => void end()}>
            取り下げる
          </Button>
        </div>
      ) : null}
    </article>
  )
}

function sayAudience({ onlyInTown, ageBands }: Announcement['text']): string {
  const parts = [
    ...(onlyInTown ? ['街に住む人'] : []),
    ...(ageBands ? [ageBands.map((band) => ageBandWords[band]).join('、')] : []),
  ]
  return parts.length === 0 ? '全員' : parts.join('・')
}
