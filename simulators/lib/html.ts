/** Text that is already safe to send to a browser; only `html` and `raw` make it. */
export type Html = { readonly html: string }

type Value = Html | string | number | false | null | undefined | readonly Value[]

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  if ('html' in value) return value.html
  return value.map(render).join('')
}

/**
 * Builds a piece of a page in which every inserted value is escaped, unless it is a piece itself. Never
 * throws.
 */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return { html: strings.map((text, i) => text + (i < values.length ? render(values[i]) : '')).join('') }
}

/**
 * Lets a constant of our own (style sheet, script) into a page as it is. Never give it anything that came
 * in.
 */
export function raw(trusted: string): Html {
  return { html: trusted }
}
