/**
 * Gives the answers that the server has sent along with the page, by the endpoint's path. None where the page was kept
 * on the device.
 */
export function readAnswers(): Record<string, unknown> {
  const text = document.getElementById('answers')?.textContent
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}
