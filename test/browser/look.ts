// Looks at a screen as the tests do: which rules of WCAG it breaks, and, where PICTURES names a folder, how it looks.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Gives what looks at a screen, and the list of what it has found wrong. Never throws for what a screen breaks. */
export function makeLook(story: string): {
  see: (page: Page, screen: string) => Promise<void>
  wrong: string[]
} {
  const wrong: string[] = []
  const folder = process.env.PICTURES
  async function see(page: Page, screen: string): Promise<void> {
    if (folder) {
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${story}-${screen}.png`), fullPage: true })
    }
    const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
    for (const { id, nodes } of violations)
      wrong.push(`${screen}: ${id} ${nodes.map(({ html }) => html).join(' ')}`)
  }
  return { see, wrong }
}
