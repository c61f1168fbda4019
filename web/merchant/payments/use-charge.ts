import { useCallback, useEffect, useRef, useState } from 'react'
import { chargePayerCode } from '#contract/payment-codes.ts'
import type { RefusalCode } from '#contract/refusals.ts'
import { type Answer, call, Fault } from '../../lib/api.ts'
import type { Trouble } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { useReadOnce } from '../../lib/use-read-once.ts'
import { makeId } from '../../lib/uuid.ts'
import { useStaff } from '../use-staff.ts'
import { findPendingId, forgetCharge, hashCode, keepCharge } from './pending-charge.ts'
import type { ReceivedPayment } from './Received.tsx'
import { readPaymentsAnew, soundOnce } from './use-live-payments.ts'

const againMs = 2000

type Body = { id: string; code: string; amount: number; pin?: string; again?: true }
/** A charge that goes on, with `goOn`, as soon as somebody has typed the PIN or said that it is another purchase. */
type Waiting = { wants: 'pin' | 'word'; body: Body }
type Said = { pin?: string; again?: true }

/** What a printed card may want before it pays. */
const wantedBy: Partial<Record<RefusalCode, Waiting['wants']>> = {
  paper_card_pin_needed: 'pin',
  paper_card_pin_wrong: 'pin',
  paper_card_charged_before: 'word',
}

/**
 * Charges the code that was read. When no answer comes, the same charge is sent again until there is one: the same
 * id charges once, also when the screen is left meanwhile and the code is read anew. A refusal stands in `trouble`,
 * and the next code is another charge. What lies before the camera is sent once, until it sees another code or
 * `readAnew` is called.
 */
export function useCharge(amount: number, onPaid: (payment: ReceivedPayment) => void) {
  const storeId = useStaff().store.id
  const [state, setState] = useState<'ready' | 'asking' | 'unsure'>('ready')
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const underWay = useRef(false)
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  const send = useCallback(
    async (body: Body, codeHash: string | null) => {
      keepCharge({ id: body.id, storeId, amount, codeHash, sentAt: serverNow() })
      const answer = await sendUntilKnown(body, () => {
        if (!gone.current) setState('unsure')
        return gone.current
      })
      if (answer === 'unknown') return
      forgetCharge(body.id)
      const wants = answer.ok ? undefined : wantedBy[answer.problem.code]
      setWaiting(wants ? { wants, body } : null)
      if (!answer.ok) return setTrouble(answer.problem)
      soundOnce(answer.value)
      readPaymentsAnew()
      onPaid(answer.value)
    },
    [amount, onPaid, storeId],
  )
  const begin = useCallback(
    async (code: string, more: { of?: Body } & Said = {}) => {
      if (underWay.current) return
      underWay.current = true
      setTrouble(null)
      setState('asking')
      const { of, ...said } = more
      const codeHash = await hashCode(code)
      const id = of?.id ?? findPendingId({ storeId, amount, codeHash, sentAt: serverNow() }) ?? makeId()
      await send({ id, code, amount, ...(of?.again ? { again: true } : {}), ...said }, codeHash)
      underWay.current = false
      setState('ready')
    },
    [amount, send, storeId],
  )
  const charge = useCallback((code: string) => begin(code), [begin])
  const reading = useReadOnce(charge)
  const readAnew = () => {
    reading.readAnew()
    setTrouble(null)
  }
  const goOn = (said: Said) => waiting && void begin(waiting.body.code, { of: waiting.body, ...said })
  const giveUp = () => {
    setWaiting(null)
    setTrouble(null)
  }
  return { charge, ...reading, readAnew, state, trouble, waiting, goOn, giveUp }
}

/** Sends the same charge until there is an answer, or until `givesUp`, which is asked after each try, says so. */
async function sendUntilKnown(body: Body, givesUp: () => boolean): ReturnType<typeof tryToCharge> {
  let answer = await tryToCharge(body)
  while (answer === 'unknown' && !givesUp()) {
    await pause(againMs)
    answer = await tryToCharge(body)
  }
  return answer
}

const pause = (ms: number) => new Promise((settle) => setTimeout(settle, ms))

async function tryToCharge(body: Body): Promise<Answer<typeof chargePayerCode> | 'unknown'> {
  try {
    const answer = await call(chargePayerCode, { body })
    return !answer.ok && answer.problem.code === 'busy' ? 'unknown' : answer
  } catch (cause) {
    if (cause instanceof Fault) return 'unknown'
    throw cause
  }
}
