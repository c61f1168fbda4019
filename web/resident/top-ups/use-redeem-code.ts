import { useNavigate } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { redeemChargeCode } from '#contract/charge-codes.ts'
import { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import { readWallet } from '#contract/wallets.ts'
import { asking, queryClient, useAct } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { paths } from '../../lib/paths.ts'
import { makeId } from '../../lib/uuid.ts'

/** Uses a charge code and goes on to what it brought; says what stood in the way. */
export function useRedeemCode() {
  const { send, busy, trouble, forget } = useAct(redeemChargeCode)
  const navigate = useNavigate()
  // The same code keeps its id until the server has answered: asked twice, it is used once.
  const last = useRef({ code: '', id: '' })
  const redeem = useCallback(
    async (code: string) => {
      if (last.current.code !== code) last.current = { code, id: makeId() }
      const topUp = await send({ body: { id: last.current.id, code } })
      if (!topUp) return
      playMoneySound()
      queryClient.setQueryData(asking(readTopUp, { params: { id: topUp.id } }).queryKey, topUp)
      for (const { path } of [readWallet, readTopUpTerms]) {
        void queryClient.invalidateQueries({ queryKey: [path] })
      }
      await navigate({ to: paths.topUpDetail, params: { topUpId: topUp.id }, replace: true })
    },
    [send, navigate],
  )
  return { redeem, busy, trouble, forget }
}
