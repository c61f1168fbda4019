import { openPage, type Walk } from '../lib/walker.ts'

/** Walks the authenticator app up to the page on which the password is typed. */
export async function walkToPassword(redirectUrl: string): Promise<Walk> {
  const terms = await openPage(redirectUrl)
  const home = await terms.press('同意する', { terms: 'yes', privacy: 'yes' })
  const link = await home.press('利用者証明をはじめる')
  const consent = await link.press('データ連携同意に進む')
  const same = await consent.press('同意する')
  return same.press('パスワードが同じ')
}

/** Shows the card of the person with this name and gives the page that follows. */
export async function holdCard(passwordPage: Walk, name: string, pin = '1234'): Promise<Walk> {
  const drawer = await passwordPage.press('読み取りを開始する', { pin })
  return drawer.press(name)
}

/**
 * The whole check, start to return; gives the address with the code, or with the error, to which the app
 * returns.
 */
export async function showCard(redirectUrl: string, name: string, pin = '1234'): Promise<URL> {
  const end = await (await holdCard(await walkToPassword(redirectUrl), name, pin)).follow(
    '元のアプリにもどる',
  )
  if (!end.leftTo) throw new Error(`the app did not return: ${end.text}`)
  return end.leftTo
}

/** What a phone's camera reads off a PC's waiting page. Throws when the page has no code. */
export function joinFromPhone(waitingPage: string): string {
  const address = /data-address="([^"]+)"/.exec(waitingPage)?.[1]
  if (!address) throw new Error('the page shows no code')
  return address
}

/** Chooses card and end on the test-response page; gives the address to which the browser returns. */
export async function answerTest(redirectUrl: string, card: string, result: string): Promise<URL> {
  const end = await (await openPage(redirectUrl)).press('認証', { card, result })
  if (!end.leftTo) throw new Error(`the test-response page did not return: ${end.text}`)
  return end.leftTo
}
