import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { listStorePayments, storeEventsPath, type storePayment } from '#contract/merchants.ts'
import { queryClient } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'

export type StorePayment = z.output<typeof storePayment>

/**
 * Listens for payments as they happen: sounds, and has the day read anew. `onPayment` gets each one.
 * Gives whether the line stands; the browser restores it by itself, and the day is then read anew.
 */
export function useLivePayments(onPayment: (payment: StorePayment) => void): boolean {
  const [connected, setConnected] = useState(false)
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
      playMoneySound()
      onPayment(JSON.parse(event.data) as StorePayment)
      readAnew()
    })
    return () => line.close()
  }, [onPayment])
  return connected
}
