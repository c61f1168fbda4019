import type { ReplyOf } from '#contract/endpoint.ts'
import { readPaymentOffers } from '#contract/campaigns.ts'
import { readPayment } from '#contract/payments.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { asking, queryClient } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'

/**
 * Takes in that a payment is made: sounds, unless nobody wished for it any more, keeps the receipt, and lets balance
 * and history be read anew.
 */
export function paymentKnown(payment: ReplyOf<typeof readPayment>, { quietly = false } = {}): void {
  if (!quietly) playMoneySound()
  navigator.vibrate?.(80)
  queryClient.setQueryData(asking(readPayment, { params: { id: payment.id } }).queryKey, payment)
  void queryClient.invalidateQueries({ queryKey: [readWallet.path] })
  void queryClient.invalidateQueries({ queryKey: [listHistory.path] })
  void queryClient.invalidateQueries({ queryKey: [readPaymentOffers.path] })
}
