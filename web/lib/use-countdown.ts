import { useEffect, useState } from 'react'
import { serverNow } from './clock.ts'

/** The whole seconds until an instant (RFC 3339) as the server's clock counts them, never below 0; told each second. */
export function useCountdown(until: string | undefined): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)) : 0
}

/** Says a number of seconds as `4:05`. */
export function saySeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
