import { phoneOfHolder } from './behaviour.ts'
import { lastCode } from '../bank/walk.ts'
import { openPage, type Walk } from '../lib/walker.ts'

/** Types a card on the payment page; gives the page that follows, or the address the browser is sent to. */
export async function payWithNewCard(
  url: string,
  number: string,
  { save = false }: { save?: boolean } = {},
): Promise<Walk> {
  const cvc = number.length === 15 ? '1234' : '123'
  const typed = { number, expiry: '12/40', cvc, name: 'HANAKO SAITAMA', ...(save ? { save: 'yes' } : {}) }
  return (await openPage(url)).press('支払う', typed)
}

/** Types the passcode that the issuer sent to the holder's phone; follows on to where that leads. */
export async function passChallenge(challenge: Walk, smsUrl: string, number: string): Promise<Walk> {
  return challenge.press('認証する', { passcode: await lastCode(smsUrl, phoneOfHolder(number)) })
}
