import { useEffect, useState } from 'react'
import { issuePaperCard } from '#contract/paper-cards.ts'
import { useAct } from '../../lib/ask.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { IconPrint } from '../../ui/icons.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { Found } from './FindHolder.tsx'
import { TwoPins } from './NewPin.tsx'

type Printed = { number: string; url: string }

/** The PIN, the wish about receipts, and then the sheet, which is there this once. */
export function IssueCard({ holder, onClose }: { holder: Found; onClose: () => void }) {
  const [tellsBalance, setTellsBalance] = useState(holder.card?.tellsBalance ?? false)
  const [printed, setPrinted] = useState<Printed | null>(null)
  const act = useAct(issuePaperCard)
  useEffect(() => () => (printed ? URL.revokeObjectURL(printed.url) : undefined), [printed])
  const issue = async (pin: string) => {
    // Each try is another card: an answer that was lost has lost its sheet as well.
    const body = { id: makeId(), pin, tellsBalance }
    const reply = await act.send({ params: { id: holder.id }, body })
    if (!reply) return
    const bytes = Uint8Array.from(atob(reply.sheet), (character) => character.charCodeAt(0))
    setPrinted({
      number: reply.number,
      url: URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' })),
    })
  }
  if (printed) return <Sheet printed={printed} onClose={onClose} />
  return (
    <>
      {holder.card ? (
        <Notice tone="warning">
          いまのカード（{holder.card.number}）は使えなくなります。残高は新しいカードに引き継がれます。
        </Notice>
      ) : null}
      <Checkbox checked={tellsBalance} onChange={setTellsBalance}>
        お店の控えに残高を印刷する（お客さまの希望）
      </Checkbox>
      <TroubleNotice trouble={act.trouble} />
      <TwoPins busy={act.busy} onPin={(pin) => void issue(pin)} />
      <Button look="quiet" onPress={onClose}>
        やめる
      </Button>
    </>
  )
}

function Sheet({ printed, onClose }: { printed: Printed; onClose: () => void }) {
  return (
    <>
      <Notice tone="good" title={`カード ${printed.number} を作りました`}>
        用紙を印刷して、お客さまにお渡しください。この画面を閉じると、もう印刷できません。
      </Notice>
      <a href={printed.url} target="_blank" rel="noreferrer" className={buttonClass('coin', 'large', true)}>
        <IconPrint className="size-6" />
        カードの用紙を開いて印刷する
      </a>
      <Button look="quiet" onPress={onClose}>
        お渡ししました
      </Button>
    </>
  )
}
