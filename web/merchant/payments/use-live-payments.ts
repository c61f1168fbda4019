import { useEffect, useState } from 'react'
import type { z } from 'zod'
import {
  listStorePayments,
  storeEventsPath,
  type storePayment,
  type storeRefund,
} from '#contract/merchants.ts'
import { readPaymentRequest } from '#contract/payment-codes.ts'
import { readStorePayment } from '#contract/payments.ts'
import { queryClient } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { announce } from '../../ui/Toast.tsx'

export type StorePayment = z.output<typeof storePayment>
type StoreRefund = z.output<typeof storeRefund>

/** Has everything that is shown of the shop's payments read anew. */
export function readPaymentsAnew(): void {
  void queryClient.invalidateQueries({ queryKey: [listStorePayments.path] })
  void queryClient.invalidateQueries({ queryKey: [readStorePayment.path] })
  void queryClient.invalidateQueries({ queryKey: [readPaymentRequest.path] })
}

const sounded = new Set<string>()

/** Sounds for a payment, once however often this device hears of it: two sounds would be two payments. */
export function soundOnce(paymentId: string): void {
  if (sounded.has(paymentId)) return
  sounded.add(paymentId)
  playMoneySound()
}

/**
 * Listens for what happens at the shop: a payment sounds, and it and a refund are announced and shown. Gives
 * whether the line stands and which payment came last; the browser restores a broken line by itself.
 */
export function useLivePayments(): { connected: boolean; newest: string | null } {
  const [connected, setConnected] = useState(false)
  const [newest, setNewest] = useState<string | null>(null)
  useEffect(() => {
    const line = new EventSource(storeEventsPath)
    line.addEventListener('open', () => {
      setConnected(true)
      // Payments may have been made while the line was down.
      readPaymentsAnew()
    })
    line.addEventListener('error', () => setConnected(false))
    line.addEventListener('payment', (event: MessageEvent<string>) => {
      const payment = JSON.parse(event.data) as StorePayment
      soundOnce(payment.id)
      announce(`${sayYen(payment.coin + payment.points)}のお支払いがありました。`)
      setNewest(payment.id)
      readPaymentsAnew()
    })
    line.addEventListener('refund', (event: MessageEvent<string>) => {
      const refund = JSON.parse(event.data) as StoreRefund
      announce(`${sayYen(refund.coin + refund.points)}の返金がありました。`)
      readPaymentsAnew()
    })
    return () => line.close()
  }, [])
  return { connected, newest }
}
