import { type ReactNode, useRef } from 'react'
import type { Endpoint, ReplyOf } from '#contract/endpoint.ts'
import type { CallParts } from '../../lib/api.ts'
import { codeOf, type Trouble, useAct } from '../../lib/ask.ts'
import { StepUpSheet } from './StepUpSheet.tsx'

/**
 * As `useAct`, for what is delicate: where the server wants the person to prove again who is there, `gate`
 * asks for it above the page and then sends the same act again. The reply goes to `onReply`. The page has to
 * show `gate` somewhere.
 */
export function useGuardedAct<E extends Endpoint>(
  endpoint: E,
  onReply: (reply: ReplyOf<E>) => void | Promise<void>,
): { send: (...parts: CallParts<E>) => Promise<void>; busy: boolean; trouble: Trouble; gate: ReactNode } {
  const act = useAct(endpoint)
  const last = useRef<CallParts<E> | null>(null)
  const send = async (...parts: CallParts<E>) => {
    last.current = parts
    const reply = await act.send(...parts)
    if (reply) await onReply(reply)
  }
  const asked = codeOf(act.trouble) === 'step_up_required'
  const goOn = () => {
    if (last.current) void send(...last.current)
  }
  const gate = asked ? <StepUpSheet onDone={goOn} onClose={act.forget} /> : null
  return { send, busy: act.busy, trouble: asked ? null : act.trouble, gate }
}
