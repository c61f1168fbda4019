import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { endPayerCodes, readPayerCode, showPayerCode, showRelativesCode } from '#contract/payment-codes.ts'
import { readPayment } from '#contract/payments.ts'
import { ask, Fault, Refused } from '../../lib/api.ts'
import type { Trouble } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { paths } from '../../lib/paths.ts'
import { paymentKnown } from './payment-known.ts'

export type PayerCode = ReplyOf<typeof showPayerCode>
export type CodeTender = 'points_first' | 'coin'

/** A new code is taken so long before the old one ends. */
const renewBeforeMs = 60_000
const lookMs = 1000

/**
 * Shows one code after the other for as long as the page is open, and leads to the receipt as soon as a till has
 * used one. A code ends when the page is left. What stands in the way is in `trouble`; the last code stays. With a
 * help it is a relative's code, and the way leads back to the relative.
 */
export function usePayerCode(
  tender: CodeTender,
  helpId?: string,
): { code: PayerCode | null; trouble: Trouble } {
  const [code, setCode] = useState<PayerCode | null>(null)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const navigate = useNavigate()
  const last = useRef<PayerCode | null>(null)

  useEffect(() => {
    let over = false
    let shown: PayerCode | null = null
    // A till may still charge the code before for some seconds, when it was reading it while it was replaced.
    let replaced = last.current
    let timer: ReturnType<typeof setTimeout>

    const renew = async () => {
      const next = await (helpId === undefined
        ? ask(showPayerCode, { body: { tender } })
        : ask(showRelativesCode, { params: { id: helpId }, body: { tender } }))
      replaced = shown ?? replaced
      shown = last.current = next
      if (!over) setCode(next)
    }
    const look = async () => {
      if (!shown) return renew()
      const now = await ask(readPayerCode, { params: { id: shown.id } })
      const before = replaced && (await ask(readPayerCode, { params: { id: replaced.id } }))
      if (over) return
      if (before?.state === 'over') replaced = null
      const paymentId = now.paymentId ?? before?.paymentId
      if (paymentId) {
        over = true
        if (helpId !== undefined) {
          await navigate({
            to: paths.relative,
            params: { helpId },
            search: { paid: paymentId },
            replace: true,
          })
          return
        }
        paymentKnown(await ask(readPayment, { params: { id: paymentId } }))
        await navigate({ to: paths.paymentDone, params: { paymentId }, replace: true })
      } else if (now.state === 'over' || Date.parse(shown.expiresAt) - serverNow() < renewBeforeMs) {
        await renew()
      }
    }
    const turn = async () => {
      try {
        if (document.visibilityState === 'visible') await look()
        if (!over) setTrouble(null)
      } catch (cause) {
        if (!over) setTrouble(cause instanceof Refused ? cause.problem : new Fault('unreachable', cause))
      }
      if (!over) timer = setTimeout(() => void turn(), lookMs)
    }
    void turn()
    return () => {
      over = true
      clearTimeout(timer)
      if (shown) void ask(endPayerCodes).catch(() => undefined)
    }
  }, [tender, helpId, navigate])

  return { code, trouble }
}
