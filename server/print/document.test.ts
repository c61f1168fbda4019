import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawQr, makePdf } from './document.ts'

test('paper has its Japanese letters with it, and only those that it uses', async () => {
  const pdf = await makePdf({ title: '見本', at: new Date('2026-11-22T09:00:00+09:00') }, (sheet) => {
    sheet.font('bold').text('さいコイン 2,000円分')
    drawQr(sheet, 'https://example.jp/', { x: 100, y: 100, size: 80 })
  })
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
  assert.match(pdf.toString('latin1'), /\/FontName \/[A-Z]{6}\+NotoSansJP/)
  // The whole font is five megabytes.
  assert.ok(pdf.length < 60_000, `${pdf.length} bytes`)
})

test('what goes wrong while drawing is not swallowed', async () => {
  const draw = () => Promise.reject(new Error('no paper'))
  await assert.rejects(makePdf({ title: '見本', at: new Date() }, draw), /no paper/)
})
