import { useState } from 'react'
import type { z } from 'zod'
import { type card, listCards, removeCard } from '#contract/cards.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { IconCard } from '../../ui/icons.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'
import { sayCard } from './say-card.ts'

type Card = z.output<typeof card>

/** The cards that the card company keeps for this person, each of which can be removed. */
export function SavedCardsPage() {
  const query = useAsk(listCards)
  return (
    <Screen title="保存したカード" back={paths.topUpCard}>
      <Asked of={query} rows={2}>
        {({ cards, most }) => (
          <>
            {cards.length === 0 ? (
              <p>保存したカードはありません。カードは、チャージするときにカード会社の画面で保存できます。</p>
            ) : (
              <Rows>
                {cards.map((each) => (
                  <SavedCard key={each.id} card={each} />
                ))}
              </Rows>
            )}
            <p className="text-sm text-ink-soft">
              カード番号は、このアプリではなくカード会社が保管しています。1人で使えるカードは{most}
              枚までです。
            </p>
          </>
        )}
      </Asked>
    </Screen>
  )
}

function SavedCard({ card: saved }: { card: Card }) {
  const note = saved.expired
    ? '有効期限が切れています'
    : `有効期限 ${saved.expiryYear}年${saved.expiryMonth}月`
  return (
    <li className="flex items-center">
      <div className="min-w-0 flex-1">
        <RowBody icon={<IconCard />} title={sayCard(saved)} note={note} />
      </div>
      <div className="shrink-0 whitespace-nowrap">
        <Remove card={saved} />
      </div>
    </li>
  )
}

function Remove({ card: saved }: { card: Card }) {
  const [open, setOpen] = useState(false)
  const act = useAct(removeCard)
  const name = sayCard(saved)
  const remove = async () => {
    if (!(await act.send({ params: { id: saved.id } }))) return
    setOpen(false)
    announce(`${name}を削除しました。`)
    askAnew(listCards)
  }
  return (
    <>
      <Button look="quiet" label={`${name}を削除`} onPress={() => setOpen(true)}>
        削除
      </Button>
      <Sheet title="カードを削除しますか？" open={open} onClose={() => setOpen(false)}>
        <p>{name}でチャージできなくなります。これまでのチャージはそのままです。</p>
        <TroubleNotice trouble={act.trouble} />
        <Button look="danger" wide busy={act.busy} onPress={() => void remove()}>
          削除する
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          キャンセル
        </Button>
      </Sheet>
    </>
  )
}
