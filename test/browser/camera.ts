import { writeFile } from 'node:fs/promises'
import { encodeQR } from 'qr'

const width = 640
const height = 480
const [white, black, noColour] = [235, 16, 128]

/** Writes a video of nothing but an empty counter, for Chromium's fake camera (Y4M, 4:2:0, ITU-R BT.601). */
export function filmNothing(file: string): Promise<void> {
  return film(file, Buffer.alloc(width * height, white))
}

/**
 * Writes a video in which a QR code with this text lies before the camera. An open camera goes on with what it
 * showed before; one that is opened afterwards shows this. Throws when the text is too long for one code.
 */
export function filmCode(file: string, text: string): Promise<void> {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  const scale = Math.floor(height / rows.length)
  const left = Math.floor((width - rows.length * scale) / 2)
  const top = Math.floor((height - rows.length * scale) / 2)
  const isDark = (x: number, y: number) =>
    rows[Math.floor((y - top) / scale)]?.[Math.floor((x - left) / scale)] === true
  const luma = Buffer.alloc(width * height, white)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) if (isDark(x, y)) luma[y * width + x] = black
  }
  return film(file, luma)
}

function film(file: string, luma: Buffer): Promise<void> {
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`)
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((width * height) / 2, noColour)])
  return writeFile(file, Buffer.concat([header, frame, frame]))
}
