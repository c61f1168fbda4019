import { useState } from 'react'

/** The secret of the link that was opened. It stands behind the hash, which browsers send to nobody. */
export function useToken(): string {
  const [token] = useState(() => new URLSearchParams(location.hash.slice(1)).get('token') ?? '')
  return token
}
