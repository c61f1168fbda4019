/** After the page has loaded and has had time to answer the first touch, in milliseconds. */
const settledMs = 3000

/**
 * Does what nobody waits for once the page has loaded and is quiet: on a slow line it would otherwise take the line
 * away from what somebody does wait for. At once where `already` says that it costs no line.
 */
export function whenQuiet(task: () => void, already = false): void {
  if (already) return task()
  const later = () => setTimeout(task, settledMs)
  if (document.readyState === 'complete') later()
  else addEventListener('load', later, { once: true })
}
