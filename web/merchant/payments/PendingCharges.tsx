import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { readStorePayment } from '#contract/payments.ts'
import { Refused } from '../../lib/api.ts'
import { asking } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { sayYen } from '../../lib/numbers.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayClock } from '../../lib/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ShopLink } from '../ShopLink.tsx'
import { useStaff } from '../use-staff.ts'
import { forgetCharge, type PendingCharge, readCharges } from './pending-charge.ts'

const lookMs = 2000
/** After this no server still works on it: what is not paid by then will not be. */
const underWayForMs = 60_000

/** Charges that were left before their answer came: each is asked after until it is known, and says how it ended. */
export function PendingCharges() {
  const { store } = useStaff()
  const [charges, setCharges] = useState(() => readCharges(store.id))
  const forget = (id: string) => {
    forgetCharge(id)
    setCharges((before) => before.filter((each) => each.id !== id))
  }
  return charges.map((charge) => <Pending key={charge.id} charge={charge} onSeen={() => forget(charge.id)} />)
}

function Pending({ charge: { id, amount, sentAt }, onSeen }: { charge: PendingCharge; onSeen: () => void }) {
  const { data: payment, error } = useQuery({
    ...asking(readStorePayment, { params: { id } }),
    refetchInterval: ({ state }) => (state.data ? false : lookMs),
  })
  useEffect(() => {
    // Its outcome is known: the same card and amount are another purchase from now on.
    if (payment) forgetCharge(id)
  }, [payment, id])
  const which = `${sayClock(sentAt)}に読み取った${sayYen(amount)}`
  const seen = (
    <Button look="outline" onPress={onSeen}>
      確認しました
    </Button>
  )
  if (payment) {
    return (
      <Notice tone="good" title={`${which}のお支払いは済んでいます`} action={seen}>
        <ShopLink to={merchantPaths.payment} params={{ paymentId: id }} className="font-bold underline">
          この支払いの詳細・取消
        </ShopLink>
      </Notice>
    )
  }
  const notPaid = error instanceof Refused && error.problem.code === 'not_found'
  if (notPaid && serverNow() - sentAt > underWayForMs) {
    return (
      <Notice tone="warning" title={`${which}のお支払いは、行われていません`} action={seen}>
        お客さまのコードを、もう一度読み取ってください。
      </Notice>
    )
  }
  return (
    <Notice title="お支払いを確認中です">
      {which}のお支払いの結果を確かめています。同じコードをもう一度読み取っても、二重にはなりません。
    </Notice>
  )
}
