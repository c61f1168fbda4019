import { useCallback, useEffect, useRef, useState } from 'react'
import { chargePayerCode } from '#contract/payment-codes.ts'
import { type Answer, call, Fault } from '../../lib/api.ts'
import type { Trouble } from '../../lib/ask.ts'
import { makeId } from '../../lib/uuid.ts'
import type { ReceivedPayment } from './Received.tsx'
import { readPaymentsAnew, soundOnce } from './use-live-payments.ts'

const againMs = 2000

/**
 * Charges the code that was read. When no answer comes, the same charge is sent again until there is one: the same
 * id charges once. A refusal stands in `trouble`, and the next code is another charge.
 */
export function useCharge(amount: number, onPaid: (payment: ReceivedPayment) => void) {
  const [state, setState] = useState<'ready' | 'asking' | 'unsure'>('ready')
  const [trouble, setTrouble] = useState<Trouble>(null)
  const underWay = useRef(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const charge = useCallback(
    async (code: string) => {
      if (underWay.current) return
      underWay.current = true
      setTrouble(null)
      setState('asking')
      const body = { id: makeId(), code, amount }
      let answer = await tryToCharge(body)
      while (answer === 'unknown' && !gone.current) {
        setState('unsure')
        await pause(againMs)
        answer = await tryToCharge(body)
      }
      underWay.current = false
      setState('ready')
      if (answer === 'unknown') return
      if (!answer.ok) return setTrouble(answer.problem)
      soundOnce(answer.value.id)
      readPaymentsAnew()
      onPaid(answer.value)
    },
    [amount, onPaid],
  )
  return { charge, state, trouble }
}

const pause = (ms: number) => new Promise((settle) => setTimeout(settle, ms))

type Body = { id: string; code: string; amount: number }

async function tryToCharge(body: Body): Promise<Answer<typeof chargePayerCode> | 'unknown'> {
  try {
    const answer = await call(chargePayerCode, { body })
    return !answer.ok && answer.problem.code === 'busy' ? 'unknown' : answer
  } catch (cause) {
    if (cause instanceof Fault) return 'unknown'
    throw cause
  }
}
