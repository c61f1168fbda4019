import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { listStorePayments, storeEventsPath, type storePayment } from '#contract/merchants.ts'
import { queryClient } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { announce } from '../../ui/Toast.tsx'

export type StorePayment = z.output<typeof storePayment>

/**
 * Listens for payments as they happen: each one sounds, is announced, and has the day read anew. Gives whether
 * the line stands and which payment came last; the browser restores a broken line by itself.
 */
export function useLivePayments(): { connected: boolean; newest: string | null } {
  const [connected, setConnected] = useState(false)
  const [newest, setNewest] = useState<string | null>(null)
  useEffect(() => {
    const line = new EventSource(storeEventsPath)
    const readAnew = () => void queryClient.invalidateQueries({ queryKey: [listStorePayments.path] })
    line.addEventListener('open', () => {
      setConnected(true)
      // Payments may have been made while the line was down.
      readAnew()
    })
    line.addEventListener('error', () => setConnected(false))
    line.addEventListener('payment', (event: MessageEvent<string>) => {
      const payment = JSON.parse(event.data) as StorePayment
      playMoneySound()
      announce(`${sayYen(payment.coin + payment.points)}のお支払いがありました。`)
      setNewest(payment.id)
      readAnew()
    })
    return () => line.close()
  }, [])
  return { connected, newest }
}
