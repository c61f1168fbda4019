/** Shared look of every place to type in, so that they cannot drift apart. */
export const inputClass = [
  'w-full min-h-14 rounded-12 border-2 border-line-strong bg-card px-4 text-lg text-ink',
  'placeholder:text-ink-soft aria-invalid:border-red-900',
].join(' ')

export const labelClass = 'block text-base font-bold'
export const helpClass = 'text-sm text-ink-soft [word-break:auto-phrase]'
