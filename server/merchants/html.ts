/** A piece of HTML that may stand in a page as it is. */
export type Html = { readonly html: string }

type Gap = string | number | Html | readonly Html[] | null | false

/** Writes HTML: text in the gaps is escaped, pieces made by this function are not, null and false leave nothing. */
export function html(texts: TemplateStringsArray, ...gaps: Gap[]): Html {
  const parts = gaps.map((gap, index) => `${piece(gap)}${texts[index + 1] ?? ''}`)
  return { html: (texts[0] ?? '') + parts.join('') }
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function piece(gap: Gap): string {
  if (gap === null || gap === false) return ''
  if (typeof gap === 'string' || typeof gap === 'number') {
    return String(gap).replace(/[&<>"']/g, (character) => escapes[character] ?? '')
  }
  return 'html' in gap ? gap.html : gap.map((each) => each.html).join('')
}
