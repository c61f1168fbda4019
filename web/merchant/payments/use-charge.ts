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
 * id charges once. A refusal stands in `trouble`, and the next code is another charge. A printed card may want its
 * PIN first: then `pinFor` is the charge that waits for it, and goes on with `charge(pinFor.code, pin)`.
 */
export function useCharge(amount: number, onPaid: (payment: ReceivedPayment) => void) {
  const [state, setState] = useState<'ready' | 'asking' | 'unsure'>('ready')
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [pinFor, setPinFor] = useState<Body | null>(null)
  const underWay = useRef(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const charge = useCallback(
    async (code: string, pin?: string) => {
      if (underWay.current) return
      underWay.current = true
      setTrouble(null)
      setState('asking')
      // A charge that waits for its PIN is still the same charge.
      const id = pin !== undefined && pinFor ? pinFor.id : makeId()
      const body: Body = { id, code, amount, ...(pin === undefined ? {} : { pin }) }
      let answer = await tryToCharge(body)
      while (answer === 'unknown' && !gone.current) {
        setState('unsure')
        await pause(againMs)
        answer = await tryToCharge(body)
      }
      underWay.current = false
      setState('ready')
      if (answer === 'unknown') return
      const wantsPin = !answer.ok && pinCodes.includes(answer.problem.code)
      setPinFor(wantsPin ? { id, code, amount } : null)
      if (!answer.ok) return setTrouble(answer.problem)
      soundOnce(answer.value.id)
      readPaymentsAnew()
      onPaid(answer.value)
    },
    [amount, onPaid, pinFor],
  )
  const forgetPin = () => {
    setPinFor(null)
    setTrouble(null)
  }
  return { charge, state, trouble, pinFor, forgetPin }
}

const pause = (ms: number) => new Promise((settle) => setTimeout(settle, ms))

type Body = { id: string; code: string; amount: number; pin?: string }

/** A printed card wants its PIN, for the first time or again. */
const pinCodes: readonly string[] = ['paper_card_pin_needed', 'paper_card_pin_wrong']

async function tryToCharge(body: Body): Promise<Answer<typeof chargePayerCode> | 'unknown'> {
  try {
    const answer = await call(chargePayerCode, { body })
    return !answer.ok && answer.problem.code === 'busy' ? 'unknown' : answer
  } catch (cause) {
    if (cause instanceof Fault) return 'unknown'
    throw cause
  }
}
