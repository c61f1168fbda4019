import { useState } from 'react'
import { t } from '../words/merchants.ts'

export type Here = { latitude: number; longitude: number }

/** Where the person stands, asked for only on a press; kept on the page and nowhere else. */
export function useHere() {
  const [at, setAt] = useState<Here | null>(null)
  const [asking, setAsking] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const find = () => {
    setAsking(true)
    setTrouble(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false)
        // Ten metres are near enough to sort shops by.
        setAt({ latitude: round(coords.latitude), longitude: round(coords.longitude) })
      },
      () => {
        setAsking(false)
        setTrouble(t('noPlace'))
      },
      { timeout: 10_000, maximumAge: 60_000 },
    )
  }
  return { at, asking, trouble, find, forget: () => setAt(null) }
}

const round = (degrees: number) => Math.round(degrees * 10_000) / 10_000
