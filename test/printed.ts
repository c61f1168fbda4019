// Reads what is printed: the codes on a page of a PDF, from its rectangles, as a camera and a reader of bars would.
import bwip from 'bwip-js/node'
import { inflateSync } from 'node:zlib'
import readQr from 'qr/decode.js'

type Rectangle = [x: number, y: number, width: number, height: number]

const rectanglesOf = (pdf: Buffer) =>
  pageOf(pdf)
    .matchAll(/([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re/g)
    .map(([, ...numbers]) => numbers.map(Number))
    .toArray() as Rectangle[]

/** Draws the rectangles of a page as a camera would see them, and reads the code among those that are `seen`. */
export function readPrinted(pdf: Buffer, seen: (rectangle: Rectangle) => boolean = () => true): string {
  const squares = rectanglesOf(pdf).filter(seen)
  // The coloured head of the poster is a rectangle too, and much larger than a square of the code.
  const [small] = squares.map(([, , , height]) => height).toSorted((a, b) => a - b)
  const code = squares.filter(([, , , height]) => height < small! * 1.5)
  const scale = 4 / small!
  const left = Math.min(...code.map(([x]) => x))
  const top = Math.min(...code.map(([, y]) => y))
  const size = Math.ceil((Math.max(...code.map(([x, , width]) => x + width)) - left) * scale) + 64
  const data = new Uint8ClampedArray(size * size * 4).fill(255)
  for (const [x, y, width, height] of code) {
    for (let row = Math.round((y - top) * scale); row < Math.round((y - top + height) * scale); row += 1) {
      const from = ((row + 32) * size + Math.round((x - left) * scale) + 32) * 4
      const until = ((row + 32) * size + Math.round((x - left + width) * scale) + 32) * 4
      for (let at = from; at < until; at += 4) data.fill(0, at, at + 3)
    }
  }
  return readQr({ width: size, height: size, data })
}

/** The drawing of the first page: the stream that has rectangles in it. */
function pageOf(pdf: Buffer): string {
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 7)) {
    try {
      const text = inflateSync(pdf.subarray(at + 7)).toString('latin1')
      if (/ re\b/.test(text)) return text
    } catch {
      // Not a compressed stream.
    }
  }
  throw new Error('nothing is drawn')
}

/** The six widths of a pair of digits in set C of CODE128. */
function patternOf(pair: string): string {
  // The named export of this name draws another kind of code.
  // oxlint-disable-next-line import/no-named-as-default-member
  const [drawn] = bwip.raw({ bcid: 'code128', text: pair }) as { sbs: number[] }[]
  return (drawn?.sbs ?? []).slice(6, 12).join('')
}

/** Reads the bars (CODE128, pairs of digits) that are drawn as tall rectangles at least this high. */
export function readBars(pdf: Buffer, height: number): string {
  const pairs = new Map(
    Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0')).map((pair) => [patternOf(pair), pair]),
  )
  const bars = rectanglesOf(pdf).filter(
    ([, , width, tall]) => Math.abs(tall - height) < 0.1 && width < height,
  )
  const module = Math.min(...bars.map(([, , width]) => width))
  const widths = bars.flatMap(([x, , width], index) => {
    const next = bars[index + 1]
    return [width, ...(next ? [next[0] - x - width] : [])].map((each) => Math.round(each / module))
  })
  // A start sign before, a check sign and a stop sign of seven widths behind.
  const signs = widths.slice(6, -13)
  return Array.from({ length: signs.length / 6 }, (_, n) => signs.slice(n * 6, n * 6 + 6).join(''))
    .map((pattern) => pairs.get(pattern) ?? '??')
    .join('')
}
