import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef, useState } from 'react'
import type { Trouble } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { makeId } from '../../lib/uuid.ts'
import { paymentKnown } from './payment-known.ts'
import { tryToPay } from './ask-pending.ts'
import { forgetPending, keepPending, leaveUnanswered } from './kept-payments.ts'
import type { PaymentBody } from './pending-payment.ts'

/**
 * Sends a payment once. It is kept on the device before it is sent; when no answer comes, the person is led
 * to the screen that finds out. A refusal stands in `trouble`; it left nothing changed.
 */
export function usePay(store: { id: string; name: string }) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const underWay = useRef(false)
  const { residentId: payerId } = useMe()
  const navigate = useNavigate()
  const send = useCallback(
    async (parts: Pick<PaymentBody, 'coin' | 'points' | 'via' | 'requestId'>) => {
      if (underWay.current) return
      underWay.current = true
      setBusy(true)
      setTrouble(null)
      const body: PaymentBody = { id: makeId(), storeId: store.id, ...parts }
      keepPending({ body, payerId, storeName: store.name, pressedAt: Date.now() })
      const answer = await tryToPay(body)
      if (answer === 'unknown') {
        // The button stays as it is until the next screen is there.
        leaveUnanswered(body.id)
        return navigate({ to: paths.paymentWaiting, replace: true })
      }
      underWay.current = false
      setBusy(false)
      forgetPending(body.id)
      if (!answer.ok) return setTrouble(answer.problem)
      paymentKnown(answer.value)
      await navigate({ to: paths.paymentDone, params: { paymentId: body.id }, replace: true })
    },
    [store.id, store.name, payerId, navigate],
  )
  return { send, busy, trouble }
}
