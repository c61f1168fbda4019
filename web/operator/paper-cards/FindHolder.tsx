import { type FormEvent, useCallback, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { findPaperPeople } from '#contract/paper-cards.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { Holder } from './Holder.tsx'
import { isWhole, nobody, WhoFields } from './WhoFields.tsx'

export type Found = ReplyOf<typeof findPaperPeople>['people'][number]

/** Who stands at the desk: by the card in hand, or by name and birth date. */
export function FindHolder() {
  const [who, setWho] = useState(nobody)
  const [tried, setTried] = useState(false)
  const [camera, setCamera] = useState(false)
  const [found, setFound] = useState<Found[] | null>(null)
  const { send, busy, trouble } = useAct(findPaperPeople)
  const read = useCallback(
    async (code: string) => {
      const reply = await send({ body: { code } })
      if (!reply) return
      setFound(reply.people)
      setCamera(false)
    },
    [send],
  )
  const look = async () => {
    const { familyKana, givenKana, birthdate } = who
    const reply = await send({ body: { familyKana, givenKana, birthdate } })
    if (reply) setFound(reply.people)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isWhole(who, false)) void look()
  }
  return (
    <section aria-label="カードをお持ちの方" className="flex max-w-xl flex-col gap-4">
      <h2 className="text-lg font-bold">カードの発行・暗証番号・残高</h2>
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <WhoFields who={who} onChange={setWho} tried={tried} withAddress={false} />
        <TroubleNotice trouble={trouble} />
        <Button type="submit" busy={busy}>
          探す
        </Button>
      </form>
      {camera ? (
        <CameraView onText={read} otherwise="探す" />
      ) : (
        <Button look="outline" onPress={() => setCamera(true)}>
          カードを読み取る
        </Button>
      )}
      {found ? (
        <output className="block">
          {found.length === 0
            ? '見つかりません。お名前と生年月日を確かめてください。受け付けがまだのことがあります。'
            : `${found.length}人見つかりました。`}
        </output>
      ) : null}
      {found?.map((holder) => (
        <Holder
          key={holder.id}
          holder={holder}
          onChanged={() => (isWhole(who, false) ? look() : undefined)}
        />
      ))}
    </section>
  )
}
