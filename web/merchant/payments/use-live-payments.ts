import { createContext, useContext, useEffect, useState } from 'react'
import type { z } from 'zod'
import { listStorePayments, type storePayment, type storeRefund } from '#contract/merchants.ts'
import { readPaymentRequest } from '#contract/payment-codes.ts'
import { readStorePayment } from '#contract/payments.ts'
import { queryClient } from '../../lib/ask.ts'
import { serverNow } from '../../lib/clock.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { announce } from '../../ui/Toast.tsx'
import { keepLine } from './live-line.ts'

export type StorePayment = z.output<typeof storePayment>
type StoreRefund = z.output<typeof storeRefund>

/** Has everything that is shown of the shop's payments read anew. */
export function readPaymentsAnew(): void {
  void queryClient.invalidateQueries({ queryKey: [listStorePayments.path] })
  void queryClient.invalidateQueries({ queryKey: [readStorePayment.path] })
  void queryClient.invalidateQueries({ queryKey: [readPaymentRequest.path] })
}

/** An id is one resident's: that of another who used it too has another instant. */
export const keyOf = ({ id, paidAt }: Pick<StorePayment, 'id' | 'paidAt'>) => `${id} ${paidAt}`

const sounded = new Set<string>()

/** Sounds for a payment, once however often this device hears of it: two sounds would be two payments. */
export function soundOnce(payment: Pick<StorePayment, 'id' | 'paidAt'>): void {
  const key = keyOf(payment)
  if (sounded.has(key)) return
  sounded.add(key)
  playMoneySound()
}

/** A payment that is older when it is heard of was made while the line was down: its customer has left. */
const freshMs = 20_000

export type Live = {
  /** Null until it is known. */
  connected: boolean | null
  newest: string | null
  /** Payments that were made while the line was down, until somebody has seen them. */
  missed: readonly StorePayment[]
  forgetMissed: () => void
}

/**
 * Listens for what happens at the shop: a payment sounds and is announced, a refund is announced, and both are
 * shown. What happened while the line was down makes no sound: it is gathered, to be shown when the line is back.
 */
export function useLine(): Live {
  const [connected, setConnected] = useState<boolean | null>(null)
  const [newest, setNewest] = useState<string | null>(null)
  const [missed, setMissed] = useState<readonly StorePayment[]>([])
  useEffect(() => {
    const opened = serverNow()
    const known = new Set<string>()
    const take = (payment: StorePayment) => {
      if (known.has(keyOf(payment))) return
      known.add(keyOf(payment))
      setNewest(payment.id)
      const paidAt = Date.parse(payment.paidAt)
      if (serverNow() - paidAt < freshMs) {
        soundOnce(payment)
        announce(`${sayYen(payment.coin + payment.points)}のお支払いがありました。`)
      } else if (paidAt > opened) setMissed((before) => [...before, payment])
    }
    return keepLine({
      onConnected: (now) => {
        setConnected(now)
        if (now) readPaymentsAnew()
      },
      onPayment: (data) => {
        take(JSON.parse(data) as StorePayment)
        readPaymentsAnew()
      },
      onRefund: (data) => {
        const refund = JSON.parse(data) as StoreRefund
        readPaymentsAnew()
        if (known.has(refund.id) || serverNow() - Date.parse(refund.refundedAt) > freshMs) return
        known.add(refund.id)
        announce(`${sayYen(refund.coin + refund.points)}の返金がありました。`)
      },
    })
  }, [])
  return { connected, newest, missed, forgetMissed: () => setMissed([]) }
}

export const LiveContext = createContext<Live>({
  connected: null,
  newest: null,
  missed: [],
  forgetMissed: () => undefined,
})

/** What the shop's line says: one line for all screens, opened around them. Refuses nothing. */
export const useLivePayments = (): Live => useContext(LiveContext)
