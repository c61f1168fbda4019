import { type ChangeEvent, useState } from 'react'
import {
  addDocument,
  largestDocument,
  mostDocuments,
  readApplication,
  removeDocument,
} from '#contract/joining.ts'
import { queryClient, useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { FieldNote } from '../../ui/FieldNote.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import type { Application } from './ApplicationPage.tsx'
import { sayBytes } from './words.ts'

const refresh = () => queryClient.invalidateQueries({ queryKey: [readApplication.path] })

type DocumentsProps = { token: string; documents: Application['documents']; removable?: boolean }

/** The files of an application, and where one is added; they are sent as they are chosen. */
export function Documents({ token, documents, removable = false }: DocumentsProps) {
  const removing = useAct(removeDocument)
  const remove = async (documentId: string) => {
    if (await removing.send({ body: { token, documentId } })) await refresh()
  }
  return (
    <section aria-label="書類" className="flex flex-col gap-4">
      <p>
        営業許可証（飲食・食品など許可の要る業種）、本人確認や登記の書類、通帳の見開きなど。なければ、このまま進めます。
      </p>
      {documents.length === 0 ? null : (
        <Rows>
          {documents.map((each) => (
            <li key={each.id}>
              <RowBody
                title={each.name}
                note={sayBytes(each.bytes)}
                end={
                  removable ? (
                    <Button
                      look="quiet"
                      busy={removing.busy}
                      label={`${each.name}を外す`}
                      onPress={() => void remove(each.id)}
                    >
                      外す
                    </Button>
                  ) : null
                }
              />
            </li>
          ))}
        </Rows>
      )}
      <TroubleNotice trouble={removing.trouble} />
      {documents.length < mostDocuments ? (
        <AddDocument token={token} />
      ) : (
        <p>書類は{mostDocuments}つまでです。</p>
      )}
    </section>
  )
}

const fileButtonClass = [
  buttonClass('outline', 'large', true),
  'relative has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink',
].join(' ')

function AddDocument({ token }: { token: string }) {
  const act = useAct(addDocument)
  const [tooLarge, setTooLarge] = useState(false)
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.target
    const file = field.files?.[0]
    if (!file) return
    setTooLarge(file.size > largestDocument)
    if (file.size <= largestDocument) {
      const content = toBase64(new Uint8Array(await file.arrayBuffer()))
      if (await act.send({ body: { token, id: makeId(), name: file.name, content } })) await refresh()
    }
    // The same file can be chosen again once it was mended.
    field.value = ''
  }
  return (
    <>
      <label className={fileButtonClass}>
        {act.busy ? '送っています…' : '書類を選ぶ・撮影する'}
        <input
          type="file"
          accept="application/pdf,image/jpeg,image/png"
          onChange={(event) => void choose(event)}
          aria-busy={act.busy}
          className="sr-only"
        />
      </label>
      <p className="-mt-2 text-sm text-ink-soft">PDF・JPEG・PNG、1つ5MBまで、{mostDocuments}つまで</p>
      <FieldNote>
        {tooLarge ? 'ファイルが大きすぎます。5MBより小さくして、もう一度選んでください。' : undefined}
      </FieldNote>
      <TroubleNotice trouble={act.trouble} />
    </>
  )
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
