import assert from 'node:assert/strict'
import bwip from 'bwip-js/node'
import type { Colours } from '../print/colours.ts'
import { a4, drawQr, makePdf, mm, type Sheet } from '../print/document.ts'
import { sayCardNumber } from './rules.ts'

/** What stands on a card and beside it. */
export type PrintedCard = {
  number: string
  /** The text of the QR code, and the same card as digits for readers of bars. */
  code: string
  digits: string
  name: string
  names: { appName: string; coinName: string; pointsName: string }
  colours: Colours
  origin: string
}

/** ISO/IEC 7810 ID-1: the size of every bank card. */
const card = { width: mm(85.6), height: mm(53.98) }

/**
 * Draws the sheet that a desk hands over: the front and the back of a card, to be cut out and folded, a label to stick
 * on what the person carries anyway, and how it is used, in large letters.
 */
export function printCard(printed: PrintedCard, at: Date): Promise<Buffer> {
  return makePdf({ title: `QRカード ${printed.number}`, margin: 0, at }, (sheet) => {
    const left = (a4.width - 2 * card.width) / 2
    const top = mm(20)
    write(sheet, 'QRカード（切り取って、中央で折ってください）', { x: left, y: mm(11), size: 10 })
    frame(sheet, left, top)
    frame(sheet, left + card.width, top)
    drawFront(sheet, { x: left, y: top }, printed)
    drawBack(sheet, { x: left + card.width, y: top }, printed)
    drawHowTo(sheet, { x: left, y: top + card.height + mm(12) }, printed)
    drawLabel(sheet, { x: left, y: mm(210) }, printed)
  })
}

type Place = { x: number; y: number }

type Line = Place & { size: number; font?: 'regular' | 'bold'; colour?: string; width?: number }

function write(
  sheet: Sheet,
  text: string,
  { x, y, size, font = 'regular', colour = 'black', width = mm(170) }: Line,
): void {
  sheet.font(font).fontSize(size).fillColor(colour).text(text, x, y, { width })
}

function frame(sheet: Sheet, x: number, y: number): void {
  sheet.rect(x, y, card.width, card.height).dash(2, { space: 2 }).lineWidth(0.5).stroke('#888888').undash()
}

function drawFront(sheet: Sheet, { x, y }: Place, { names, colours, code, number, name }: PrintedCard): void {
  sheet.rect(x, y, card.width, mm(10)).fill(colours.coin)
  write(sheet, `${names.coinName} QRカード`, {
    ...{ x: x + mm(4), y: y + mm(2.2), size: 12, font: 'bold', colour: 'white' },
  })
  const side = mm(42)
  drawQr(sheet, code, { x: x + card.width - side - mm(1), y: y + mm(11), size: side })
  const text = { x: x + mm(4), width: card.width - side - mm(6) }
  write(sheet, 'お支払いのとき、\nこのコードを\nお店の人に\n見せてください', {
    ...text,
    y: y + mm(14),
    size: 10,
    font: 'bold',
  })
  write(sheet, `${fitted(name, 12)} 様`, { ...text, y: y + mm(37), size: 9 })
  write(sheet, 'カード番号', { ...text, y: y + mm(43), size: 7, colour: '#555555' })
  write(sheet, sayCardNumber(number), { ...text, y: y + mm(46), size: 12, font: 'bold' })
}

function drawBack(sheet: Sheet, { x, y }: Place, { names, digits, number, origin }: PrintedCard): void {
  drawBars(sheet, digits, { x: x + mm(4), y: y + mm(4), width: card.width - mm(8), height: mm(14) })
  const text = { x: x + mm(4), width: card.width - mm(8) }
  write(sheet, digits.replaceAll(/(\d{4})(?=\d)/g, '$1 '), { ...text, y: y + mm(18.3), size: 6 })
  write(sheet, 'なくしたときは、すぐに窓口へお電話ください。', {
    ...text,
    y: y + mm(22.5),
    size: 8.5,
    font: 'bold',
  })
  write(
    sheet,
    'お名前・生年月日・住所をうかがい、カードを止めます。残高はそのまま、新しいカードに引き継げます。',
    { ...text, y: y + mm(27), size: 7.5 },
  )
  write(sheet, '暗証番号は、誰にも教えず、カードに書かないでください。', {
    ...{ ...text, y: y + mm(35), size: 7.5, font: 'bold' },
  })
  write(sheet, `残高の確認　${origin}/card\n${names.appName}　カード番号 ${sayCardNumber(number)}`, {
    ...{ ...text, y: y + mm(42), size: 7 },
  })
}

/** CODE128 (ISO/IEC 15417); the library takes pairs of digits together, so 44 digits fit on a card. */
function drawBars(
  sheet: Sheet,
  digits: string,
  { x, y, width, height }: Place & { width: number; height: number },
): void {
  // The named export of this name draws another kind of code.
  // oxlint-disable-next-line import/no-named-as-default-member
  const [drawn] = bwip.raw({ bcid: 'code128', text: digits }) as { sbs: number[] }[]
  assert(drawn)
  const modules = drawn.sbs.reduce((sum, each) => sum + each, 0)
  const step = width / modules
  let at = x
  for (const [index, widthOfBar] of drawn.sbs.entries()) {
    if (index % 2 === 0) sheet.rect(at, y, widthOfBar * step, height)
    at += widthOfBar * step
  }
  sheet.fill('black')
}

function drawHowTo(sheet: Sheet, { x, y }: Place, { names, origin }: PrintedCard): void {
  write(sheet, '使い方', { x, y, size: 18, font: 'bold' })
  const lines = [
    '1. お会計で「QRカードで」と言い、カードをお店の人に見せます。',
    '2. お店の人が読み取り、金額の画面を見せます。金額を確かめてください。',
    '3. 金額が大きいときは、お店の機械に暗証番号（4桁）をご自分で入力します。',
    '　 3回続けて間違えるとカードが止まります。窓口で直せます。',
    `4. ${names.coinName}のチャージは、このカードと現金を持って窓口へお越しください。`,
    '5. 残高は、窓口のほか、下のページで確かめられます。',
    `　 ${origin}/card`,
  ]
  write(sheet, lines.join('\n'), { x, y: y + mm(11), size: 13 })
}

/** A sticker for a purse or a telephone's cover: the code and the number, and nothing that names the person. */
function drawLabel(sheet: Sheet, { x, y }: Place, { names, colours, code, number }: PrintedCard): void {
  write(sheet, 'シール（財布や手帳に貼るとき。カードと同じものです）', { x, y: y - mm(7), size: 10 })
  const [width, height] = [mm(62), mm(46)]
  sheet.rect(x, y, width, height).dash(2, { space: 2 }).lineWidth(0.5).stroke('#888888').undash()
  drawQr(sheet, code, { x: x + mm(1), y: y + mm(4), size: mm(38) })
  const text = { x: x + mm(40), width: mm(21) }
  write(sheet, `${names.coinName}\nQRカード`, {
    ...text,
    y: y + mm(9),
    size: 9,
    font: 'bold',
    colour: colours.coin,
  })
  write(sheet, 'カード番号', { ...text, y: y + mm(26), size: 7, colour: '#555555' })
  write(sheet, sayCardNumber(number), { ...text, y: y + mm(30), size: 10, font: 'bold' })
}

/** A name that is too long for the card is cut; the number says the rest. */
function fitted(name: string, most: number): string {
  const letters = [...name]
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`
}
