const kept = 'enishi.linking'

/**
 * Leaves for the bank's site by posting the fields there, in the same window: a new window is what
 * pop-up blockers stop. Remembers which account is being linked. Refuses nothing.
 */
export function goToBank(accountId: string, url: string, fields: Record<string, string>): void {
  try {
    localStorage.setItem(kept, accountId)
  } catch {
    // The bank's way back names the account too.
  }
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
}

/** Gives the account whose linking was begun last on this device; null where none is known. */
export function lastLinking(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}
