import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { lockTill, stayAtTill } from '#contract/till-devices.ts'
import { call } from '../../lib/api.ts'
import { forgetAnswers } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { useStaff } from '../use-staff.ts'

/** How often is looked whether somebody was here, and how often at most the server is told. */
const lookMs = 5_000
const tellMs = 30_000

const touches = ['pointerdown', 'keydown'] as const

/** Gives what locks this till: the server first, then everything that is shown is forgotten. */
export function useLock(): () => Promise<void> {
  const { history } = useRouter()
  return useCallback(async () => {
    // Without a line the server locks it by itself; the screen is closed all the same.
    await call(lockTill).catch(() => undefined)
    forgetAnswers()
    rememberTown()
    history.push(`/merchant${merchantPaths.till}`)
  }, [history])
}

/** At a shared till: locks it after the shop's minutes without a touch, and tells the server while there are some. */
export function useTillLock(): void {
  const { till } = useStaff()
  const lock = useLock()
  const lockMs = till ? till.lockMinutes * 60_000 : null
  useEffect(() => {
    if (lockMs === null) return undefined
    let touched = Date.now()
    let told = Date.now()
    const touch = () => {
      touched = Date.now()
    }
    const look = () => {
      const now = Date.now()
      if (now - touched >= lockMs) void lock()
      else if (touched > told && now - told >= tellMs) {
        told = now
        // A till that the server has locked meanwhile is led to its names by the refusal itself.
        call(stayAtTill).catch(() => undefined)
      }
    }
    const timer = setInterval(look, lookMs)
    for (const name of touches) addEventListener(name, touch, { passive: true })
    return () => {
      clearInterval(timer)
      for (const name of touches) removeEventListener(name, touch)
    }
  }, [lockMs, lock])
}
