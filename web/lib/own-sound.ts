import { queryClient } from './ask.ts'
import { lineIsPoor } from './line.ts'
import { townQuery } from './town.ts'

let fetched: { address: string; audio: HTMLAudioElement } | undefined

/**
 * Gives the town's own sound, fetched once; nothing where the town has none or the line is too poor for it. Ask for it
 * before it is needed, so that it sounds at once.
 */
export function ownSound(): HTMLAudioElement | undefined {
  const address = queryClient.getQueryData(townQuery.queryKey)?.moneySound
  if (!address || lineIsPoor()) return undefined
  if (fetched?.address !== address) {
    const audio = new Audio(address)
    audio.preload = 'auto'
    fetched = { address, audio }
  }
  return fetched.audio
}
