/**
 * Gives an address that may be gone to after signing in: one of this very site; undefined for any other. Whatever
 * a browser would take for another site is found by asking its own parser: `//evil`, `/\evil`, a tab in between.
 */
export function ownPath(next: string | undefined): string | undefined {
  const here = 'https://here.invalid'
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return undefined
  const { origin, pathname, search, hash } = new URL(next, here)
  // A path may still begin with two slashes, as in `/.//evil`, and would be read as another site the next time.
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : undefined
}
