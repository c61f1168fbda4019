// Reads what is printed: paints the pages of a PDF as a reader of PDFs shows them, and looks for codes in the picture.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

/** A code as a camera finds it; its upper left corner in points, 72 to an inch. */
type SeenCode = { kind: 'qr' | 'bars'; text: string; page: number; x: number; y: number }

/** What a printer of an office prints, and a camera sees from near: 200 dots to an inch. */
const dotsPerPoint = 200 / 72

const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** Every QR code and every row of bars (CODE128) on all pages, from the top to the bottom. */
export async function readCodes(pdf: Buffer): Promise<SeenCode[]> {
  const found: SeenCode[] = []
  for (const [index, page] of (await pagesOf(pdf)).entries()) {
    const seen = await readBarcodes(await paint(page), {
      formats: ['QRCode', 'Code128'],
      maxNumberOfSymbols: 255,
      // No camera turns a picture into its negative.
      tryInvert: false,
    })
    for (const { format, text, position } of seen) {
      const { x, y } = position.topLeft
      const kind = format === 'QRCode' ? 'qr' : 'bars'
      found.push({ kind, text, page: index + 1, x: x / dotsPerPoint, y: y / dotsPerPoint })
    }
  }
  return found.toSorted((a, b) => a.page - b.page || a.y - b.y || a.x - b.x)
}

/** The one code that is printed. Throws when there is none, or more. */
export async function readOneCode(pdf: Buffer): Promise<string> {
  const [code, ...others] = await readCodes(pdf)
  if (!code || others.length > 0) throw new Error(`${code ? others.length + 1 : 0} codes are printed`)
  return code.text
}

/** How many dots are painted on all pages in each of these colours, `#rrggbb`. */
export async function countInk(pdf: Buffer, colours: readonly string[]): Promise<number[]> {
  const counts = new Map(colours.map((colour) => [Number.parseInt(colour.slice(1), 16), 0]))
  for (const page of await pagesOf(pdf)) {
    const { data } = await paint(page)
    for (let at = 0; at < data.length; at += 4) {
      const dot = (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!
      const count = counts.get(dot)
      if (count !== undefined) counts.set(dot, count + 1)
    }
  }
  return [...counts.values()]
}

/** What can be read as words on all pages, in the order in which it was written. */
export async function readWords(pdf: Buffer): Promise<string> {
  const contents = await Promise.all((await pagesOf(pdf)).map((page) => page.getTextContent()))
  return contents
    .flatMap(({ items }) => items)
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
}

async function pagesOf(pdf: Buffer): Promise<PDFPageProxy[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  return Promise.all(Array.from({ length: document.numPages }, (_, n) => document.getPage(n + 1)))
}

/** A page on white paper, as RGBA. */
async function paint(page: PDFPageProxy) {
  const viewport = page.getViewport({ scale: dotsPerPoint })
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  await page.render({ canvas: canvas as never, viewport }).promise
  const { width, height } = canvas
  return canvas.getContext('2d').getImageData(0, 0, width, height)
}
