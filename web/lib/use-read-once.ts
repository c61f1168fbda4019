import { useCallback, useRef, useState } from 'react'

/**
 * Guards what a camera reads many times a second: a code is told once, until another one is seen or `readAnew` is
 * called, and nothing is told while the last one is still being asked about. So a code that was refused and lies there
 * is not asked about again and again. `seen` is true once a code was told and the screen is still there.
 */
export function useReadOnce(onText: (text: string) => Promise<void>) {
  const [seen, setSeen] = useState(false)
  const last = useRef('')
  const underWay = useRef(false)
  const read = useCallback(
    async (text: string) => {
      if (underWay.current || text === last.current) return
      last.current = text
      underWay.current = true
      setSeen(false)
      await onText(text).finally(() => {
        underWay.current = false
        setSeen(true)
      })
    },
    [onText],
  )
  const readAnew = useCallback(() => {
    last.current = ''
    setSeen(false)
  }, [])
  return { read, seen, readAnew }
}
