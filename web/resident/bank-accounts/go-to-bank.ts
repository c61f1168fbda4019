export type BankForm = { url: string; fields: Record<string, string> }

const kept = 'enishi.linking'
const bankWindow = 'enishi-bank'

/** Remembers which account is being linked, over the trip to the bank. Refuses nothing. */
export function rememberLinking(accountId: string): void {
  try {
    localStorage.setItem(kept, accountId)
  } catch {
    // The bank's way back names the account too.
  }
}

/** Gives the account whose linking was begun last on this device; null where none is known. */
export function lastLinking(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

/**
 * Whether the bank wants a window of its own: an app on the home screen has no address bar, and who leaves it
 * for another site does not find back everywhere.
 */
export function needsOwnWindow(): boolean {
  return matchMedia('(display-mode: standalone)').matches
}

/** Whether this is the window that was opened for the bank. */
export function isBankWindow(): boolean {
  return window.name === bankWindow
}

/** Opens the bank beside the app; false when the browser has blocked the new window. */
export function openBankWindow(form: BankForm): boolean {
  const opened = window.open('', bankWindow)
  if (!opened || opened.closed) return false
  submit(form, bankWindow)
  // The bank's pages have no business with the window that they came from.
  opened.opener = null
  return true
}

/** Leaves for the bank's site in this window: no blocker stops that. Refuses nothing. */
export function goToBank(form: BankForm): void {
  submit(form, '_self')
}

function submit({ url, fields }: BankForm, target: string): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  form.target = target
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
