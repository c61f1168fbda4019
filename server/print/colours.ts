/** The colours of a town's money on paper, `#rrggbb`: its coin, and its points. */
export type Colours = { coin: string; points: string }

const usual: Colours = { coin: '#b43a09', points: '#5633ab' }

/** What text needs against its ground (WCAG 2.2, 1.4.3); both stand on white paper, or under white letters. */
const leastContrast = 4.5

const isColour = (value: unknown): value is string =>
  typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value)

/** How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance). */
function luminanceOf(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How well a colour is told from white: 1 is not at all, 21 is black. */
export const contrastToWhite = (colour: string): number => 1.05 / (luminanceOf(colour) + 0.05)

/**
 * The colours of a town whose setting `print_colours` says this. What it does not name, or names with a colour that
 * nobody can read on white, keeps the default, so that no shop hangs up what its customers cannot read.
 */
export function coloursOf(setting: unknown): Colours {
  const said = (typeof setting === 'object' && setting !== null ? setting : {}) as Partial<
    Record<string, unknown>
  >
  const of = (name: keyof Colours): string => {
    const colour = said[name]
    return isColour(colour) && contrastToWhite(colour) >= leastContrast ? colour : usual[name]
  }
  return { coin: of('coin'), points: of('points') }
}
