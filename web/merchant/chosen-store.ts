// Which of their stores somebody has chosen last on this device, and what its other pages hear of it.
import { makeId } from '../lib/uuid.ts'

const kept = 'enishi.store'
/** Another value each time: who chooses the same store as last time is heard of too. */
const begun = 'enishi.store-begun'

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

/**
 * Has every other page of this device begin anew: they share the session, which acts for another store or another
 * person from now on, and none of them may take a payment for it under the name of the one before.
 */
export function beginOtherPagesAnew(): void {
  try {
    localStorage.setItem(begun, makeId())
  } catch {
    // Without storage the other pages hear of it with their next question.
  }
}

/** Begins this page anew when another one of this device has said so. */
export function followStore(): void {
  addEventListener('storage', ({ key }) => {
    if (key === begun) location.reload()
  })
}
