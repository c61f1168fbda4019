// Paper: PDF with a Japanese font inside, so that it prints alike on a machine that has none.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Pdf from 'pdfkit'
import { encodeQR } from 'qr'

/** A sheet that is being drawn; lengths are points, 72 to an inch, from the upper left corner. */
export type Sheet = PDFKit.PDFDocument

/** A4 in points (ISO 216: 210 × 297 mm). */
export const a4 = { width: 595.28, height: 841.89 }

/** Millimetres in points. */
export const mm = (length: number): number => (length * 72) / 25.4

const fontFiles = {
  regular: import.meta.resolve('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf'),
} as const

/** Read once: a font is five megabytes. */
const fonts = new Map<string, Buffer>()

function fontOf(weight: keyof typeof fontFiles): Buffer {
  const kept = fonts.get(weight) ?? readFileSync(fileURLToPath(fontFiles[weight]))
  fonts.set(weight, kept)
  return kept
}

type Paper = { title: string; size?: readonly [width: number, height: number]; margin?: number; at: Date }

/**
 * Draws a document and gives its bytes. The fonts are called `regular` and `bold`; only the letters that are used
 * come with it. What draws many pages lets others work between them. Throws what `draw` throws.
 */
export async function makePdf(
  { title, size = [a4.width, a4.height], margin = mm(15), at }: Paper,
  draw: (sheet: Sheet) => void | Promise<void>,
): Promise<Buffer> {
  const sheet = new Pdf({
    size: [...size] as [number, number],
    margin,
    info: { Title: title, CreationDate: at },
    lang: 'ja-JP',
    displayTitle: true,
  })
  sheet.registerFont('regular', fontOf('regular')).registerFont('bold', fontOf('bold')).font('regular')
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((settle, fail) => {
    sheet.on('data', (part: Buffer) => parts.push(part))
    sheet.on('end', () => settle(Buffer.concat(parts)))
    sheet.on('error', fail)
  })
  await draw(sheet)
  sheet.end()
  return done
}

/** Draws a QR code (ISO/IEC 18004, level M) with the quiet zone that readers need, sharp at any size. */
export function drawQr(sheet: Sheet, text: string, at: { x: number; y: number; size: number }): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const step = at.size / rows.length
  for (const [y, row] of rows.entries()) {
    for (let from = row.indexOf(true); from !== -1; ) {
      const end = row.indexOf(false, from)
      // A hair wider than the squares, or viewers draw white lines between them. The quiet zone ends each row.
      sheet.rect(at.x + from * step, at.y + y * step, (end - from) * step + 0.05, step + 0.05)
      from = row.indexOf(true, end)
    }
  }
  sheet.fill('black')
}
