import { useState } from 'react'
import { sayDay, sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { Found } from './FindHolder.tsx'
import { IssueCard } from './IssueCard.tsx'
import { LeaveForm } from './LeaveForm.tsx'
import { NewPin } from './NewPin.tsx'

/** A person with a wallet: what is in it, which card there is, and what the desk can do. */
export function Holder({ holder, onChanged }: { holder: Found; onChanged: () => unknown }) {
  const { coinName, pointsName } = useTown()
  const [open, setOpen] = useState<'issue' | 'pin' | 'leave' | null>(null)
  const { card } = holder
  const close = () => {
    setOpen(null)
    void onChanged()
  }
  return (
    <article className="flex flex-col gap-3 rounded-16 border-2 border-line bg-card p-4">
      <h3 className="text-lg font-bold">{holder.name} 様</h3>
      {holder.frozen ? <Notice tone="bad">ご利用を止めています。運営にお問い合わせください。</Notice> : null}
      {card?.stopped ? (
        <Notice tone="warning" title="暗証番号の間違いで止まっています">
          新しい暗証番号を決めると、また使えます。
        </Notice>
      ) : null}
      <Facts
        facts={[
          [coinName, <Amount key="coin" value={holder.coin} unit="yen" />],
          [pointsName, <Amount key="points" value={holder.points} unit="points" />],
          ['生年月日', sayDay(holder.birthdate)],
          ['住所', holder.address],
          ['カード', card ? `${card.number}　${sayMinute(card.issuedAt)}発行` : 'なし'],
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Button onPress={() => setOpen('issue')}>{card ? '新しいカードに替える' : 'カードを発行する'}</Button>
        {card ? (
          <Button look="outline" onPress={() => setOpen('pin')}>
            暗証番号を決め直す
          </Button>
        ) : null}
        <Button look="quiet" onPress={() => setOpen('leave')}>
          退会の手続き
        </Button>
      </div>
      <Sheet title={`${holder.name} 様のカード`} open={open === 'issue'} onClose={close} mustAnswer>
        <IssueCard holder={holder} onClose={close} />
      </Sheet>
      <Sheet title={`${holder.name} 様の退会`} open={open === 'leave'} onClose={close} mustAnswer>
        <LeaveForm holder={holder} onClose={close} />
      </Sheet>
      <Sheet title="暗証番号を決め直す" open={open === 'pin'} onClose={close}>
        <NewPin personId={holder.id} onClose={close} />
      </Sheet>
    </article>
  )
}
