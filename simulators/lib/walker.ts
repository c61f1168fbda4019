// A person without a browser: reads a simulator's page, presses buttons and follows links by their words.
// Tests and seeds use it to walk the same pages that people walk.

export type Walk = {
  status: number
  /** The page's words, tags removed. */
  text: string
  /** Set when the simulator has sent the browser away to somebody else's address. */
  leftTo: URL | undefined
  /** Forms by their address and hidden fields, for a page that a script would send on. */
  forms: { action: string; hidden: Record<string, string> }[]
  /** Presses the button whose words begin with `label`; throws when the page has none. */
  press(label: string, typed?: Record<string, string>): Promise<Walk>
  /** Follows the link with these words; throws when the page has none. */
  follow(label: string): Promise<Walk>
}

/** Opens an address, or posts fields to it, and follows redirects as long as they stay on the same origin. */
export async function openPage(url: string, posted?: Record<string, string>): Promise<Walk> {
  const { origin } = new URL(url)
  const headers = { accept: 'text/html' }
  let answer = await fetch(url, {
    headers,
    redirect: 'manual',
    ...(posted ? { method: 'POST', body: new URLSearchParams(posted) } : {}),
  })
  let here = url
  while (answer.status >= 300 && answer.status < 400) {
    const next = new URL(answer.headers.get('location') ?? '', here)
    if (next.origin !== origin) return pageOf(answer.status, '', here, next)
    here = next.href
    answer = await fetch(here, { headers, redirect: 'manual' })
  }
  return pageOf(answer.status, await answer.text(), here, undefined)
}

const formPattern = /<form method="post" action="([^"]+)"[^>]*>([\s\S]*?)<\/form>/g

function pageOf(status: number, source: string, here: string, leftTo: URL | undefined): Walk {
  return {
    status,
    text: wordsOf(source),
    leftTo,
    forms: [...source.matchAll(formPattern)].map(([, action = '', inside = '']) => ({
      action: plain(action),
      hidden: hiddenIn(inside),
    })),
    async press(label, typed = {}) {
      for (const [, action = '', inside = ''] of source.matchAll(formPattern)) {
        for (const [, attributes = '', words = ''] of inside.matchAll(
          /<button([^>]*)>([\s\S]*?)<\/button>/g,
        )) {
          if (!wordsOf(words).startsWith(label)) continue
          return openPage(new URL(plain(action), here).href, {
            ...hiddenIn(inside),
            ...named(attributes),
            ...typed,
          })
        }
      }
      throw new Error(`no button 「${label}」 on ${here}: ${wordsOf(source)}`)
    },
    async follow(label) {
      for (const [, target = '', words = ''] of source.matchAll(
        /<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g,
      )) {
        if (wordsOf(words).startsWith(label)) return openPage(new URL(plain(target), here).href)
      }
      throw new Error(`no link 「${label}」 on ${here}: ${wordsOf(source)}`)
    },
  }
}

function hiddenIn(form: string): Record<string, string> {
  const hidden = [...form.matchAll(/<input type="hidden"([^>]*)>/g)]
  return Object.assign({}, ...hidden.map(([, attributes = '']) => named(attributes))) as Record<
    string,
    string
  >
}

function named(attributes: string): Record<string, string> {
  const name = /name="([^"]*)"/.exec(attributes)?.[1]
  const value = /value="([^"]*)"/.exec(attributes)?.[1] ?? ''
  return name ? { [plain(name)]: plain(value) } : {}
}

function wordsOf(source: string): string {
  const visible = source.replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
  return plain(visible.replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
