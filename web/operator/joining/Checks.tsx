import { useState } from 'react'
import { checkApplication, type ScreeningItem } from '#contract/joining.ts'
import { useAct } from '../../lib/ask.ts'
import { sayMinute } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { IconCheck } from '../../ui/icons.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { announce } from '../../ui/Toast.tsx'
import { OfficeForm } from '../OfficeForm.tsx'
import type { Known } from './ApplicationPage.tsx'
import { refresh } from './refresh.ts'
import { itemWords } from './words.ts'

const items = Object.keys(itemWords) as ScreeningItem[]

/** The points that the office looks at, and what was found. */
export function Checks({ known, open }: { known: Known; open: boolean }) {
  const [chosen, setChosen] = useState<ScreeningItem | null>(null)
  const done = (item: ScreeningItem) => known.checks.find((check) => check.item === item)
  return (
    <section className="flex flex-col gap-3 rounded-16 border border-line bg-card p-4">
      <h2 className="text-lg font-bold">
        確認すること（{known.checks.length} / {items.length}）
      </h2>
      <ul className="divide-y divide-line">
        {items.map((item) => {
          const check = done(item)
          return (
            <li key={item} className="flex flex-col gap-1 py-3">
              <p className="flex items-center gap-2 font-bold">
                {check ? <IconCheck className="size-5 text-green-800" /> : null}
                {itemWords[item].title}
                <span className="sr-only">{check ? '確認済み' : '未確認'}</span>
              </p>
              {check ? (
                <p className="text-sm">
                  <span className="whitespace-pre-line">{check.note}</span>
                  <span className="block text-ink-soft">
                    {check.checkedBy}・{sayMinute(check.checkedAt)}
                  </span>
                </p>
              ) : (
                <p className="text-sm text-ink-soft">{itemWords[item].help}</p>
              )}
              {open ? (
                <div>
                  <Button
                    look={check ? 'quiet' : 'outline'}
                    label={`${itemWords[item].title}の確認を${check ? '書き直す' : '記録する'}`}
                    onPress={() => setChosen(item)}
                  >
                    {check ? '書き直す' : '記録する'}
                  </Button>
                </div>
              ) : null}
            </li>
          )
        })}
      </ul>
      <Sheet
        title={chosen ? itemWords[chosen].title : ''}
        open={chosen !== null}
        onClose={() => setChosen(null)}
      >
        {chosen ? (
          <CheckForm key={chosen} id={known.id} item={chosen} onClose={() => setChosen(null)} />
        ) : null}
      </Sheet>
    </section>
  )
}

function CheckForm({ id, item, onClose }: { id: string; item: ScreeningItem; onClose: () => void }) {
  const act = useAct(checkApplication)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async () => {
    setTried(true)
    if (note.trim() === '') return
    if (!(await act.send({ params: { applicationId: id }, body: { item, note: note.trim() } }))) return
    onClose()
    announce('記録しました。')
    await refresh()
  }
  return (
    <OfficeForm deed="記録する" {...act} onSubmit={submit} onClose={onClose}>
      <p>{itemWords[item].help}</p>
      <TextArea
        label="確かめた方法と結果"
        help="お名前と日時とともに残ります。"
        value={note}
        onChange={setNote}
        maxLength={400}
        error={tried && note.trim() === '' ? '方法と結果を入力してください。' : undefined}
      />
    </OfficeForm>
  )
}
