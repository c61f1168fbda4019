// Which of their stores somebody has chosen last on this device.

const kept = 'enishi.store'

export function rememberStore(storeId: string): void {
  try {
    localStorage.setItem(kept, storeId)
  } catch {
    // Without storage the store is chosen anew after each sign-in.
  }
}

export function rememberedStore(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

/** Begins every other page of this device anew when another store is chosen in one: their session acts for it too. */
export function followStore(): void {
  addEventListener('storage', ({ key }) => {
    if (key === kept) location.reload()
  })
}
