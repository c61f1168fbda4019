import type { z } from 'zod'
import type { storeCodePaper } from '#contract/merchants.ts'
import { a4, drawQr, makePdf, mm, type Sheet } from '../print/document.ts'
import type { PublicTown } from './public-queries.ts'
import type { Store } from './queries.ts'

type Paper = z.output<typeof storeCodePaper>

/** Width and height in points: a poster, a table stand, and a business card (91 × 55 mm). */
const sizes: Record<Paper, readonly [number, number]> = {
  a4: [a4.width, a4.height],
  a5: [mm(148), mm(210)],
  card: [mm(91), mm(55)],
}

/**
 * Draws a store's code to put up at the counter: the mark of the town's money, the name, the code, the number to type,
 * and whether points are taken. Works for all three sizes; what is said is the same.
 */
export function printStoreCode(
  { town, store, code, paper }: { town: PublicTown; store: Store; code: string; paper: Paper },
  at: Date,
): Promise<Buffer> {
  const size = sizes[paper]
  return makePdf({ title: `${store.name} お支払いコード`, size, margin: 0, at }, (sheet) => {
    if (paper === 'card') drawCard(sheet, { town, store, code }, size)
    else drawPoster(sheet, { town, store, code }, size)
  })
}

type Content = { town: PublicTown; store: Store; code: string }

function drawPoster(
  sheet: Sheet,
  { town, store, code }: Content,
  [width, height]: readonly [number, number],
): void {
  // Everything is measured by the width, so that A5 is A4 made smaller.
  const unit = width / 100
  const centre = { align: 'center' as const, width: width - 12 * unit }
  const write = (text: string, y: number, points: number, colour = 'black') =>
    sheet
      .font('bold')
      .fontSize(points * unit)
      .fillColor(colour)
      .text(text, 6 * unit, y * unit, centre)
  sheet.rect(0, 0, width, 26 * unit).fill(town.colours.coin)
  write(`${town.coinName}${store.acceptsPoints ? `・${town.pointsName}` : ''}`, 5, 7, 'white')
  write('使えます', 14.5, 5, 'white')
  write(fitted(store.name, 16), 31, 5.2)
  drawQr(sheet, code, { x: 20 * unit, y: 40 * unit, size: 60 * unit })
  write('お店の番号', 103, 3.2, '#555555')
  write(store.number, 107, 9)
  if (!store.acceptsPoints) write(`${town.pointsName}はお使いいただけません`, 120, 3.6, town.colours.points)
  sheet
    .font('regular')
    .fontSize(2.8 * unit)
    .fillColor('#555555')
  const how = `「${town.appName}」の「支払う」で読み取ってください`
  sheet.text(how, 6 * unit, height - 9 * unit, centre)
}

function drawCard(
  sheet: Sheet,
  { town, store, code }: Content,
  [width, height]: readonly [number, number],
): void {
  const side = height - mm(6)
  drawQr(sheet, code, { x: mm(2), y: mm(3), size: side })
  const text = { x: side + mm(3), width: width - side - mm(5) }
  const write = (line: string, y: number, points: number, colour = 'black') =>
    sheet.font('bold').fontSize(points).fillColor(colour).text(line, text.x, mm(y), { width: text.width })
  write(`${town.coinName}\n${store.acceptsPoints ? town.pointsName : ''}`, 5, 9, town.colours.coin)
  write(fitted(store.name, 24), 15, 8)
  write('お店の番号', 36, 6, '#555555')
  write(store.number, 39, 15)
}

/** A name that is too long for the paper is cut; the number says the rest. */
function fitted(name: string, most: number): string {
  const letters = [...name]
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`
}
