import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {inflateSync} from 'node:zlib'

import {imageSize} from 'image-size'
import {expect, test} from 'vitest'

import {drawMri, mriSize, toPng} from '../../../cli/seed/draw-mri.ts'

const figure = join(import.meta.dirname, '../../../cli/seed/figures/mri-schematic.png')

/** Read the pixels of a PNG that `toPng` wrote: one `IDAT`, rows without a filter. */
function pixelsOf(png: Uint8Array): Buffer {
  const bytes = Buffer.from(png)
  const start = bytes.indexOf('IDAT')
  const rows = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)))
  return Buffer.concat(
    Array.from({length: mriSize}, (_, y) => {
      const from = y * (mriSize + 1) + 1
      return rows.subarray(from, from + mriSize)
    }),
  )
}

test('the committed picture is the one that the program draws', async () => {
  const committed = pixelsOf(await readFile(figure))
  const drawn = drawMri()
  expect(committed).toHaveLength(drawn.length)
  // Other machines may round a sine differently: one step of gray is 4.
  const largest = drawn.reduce(
    (most, gray, at) => Math.max(most, Math.abs(gray - (committed[at] ?? 0))),
    0,
  )
  expect(largest).toBeLessThanOrEqual(4)
})

test('a drawn picture is a PNG of the stated size', () => {
  const png = toPng(drawMri())
  expect(imageSize(png)).toMatchObject({type: 'png', width: mriSize, height: mriSize})
  expect(pixelsOf(png)).toEqual(Buffer.from(drawMri()))
})

test('the area of edema is brighter than the bone around it', () => {
  const pixels = drawMri()
  const gray = (x: number, y: number) => pixels[y * mriSize + x] ?? 0
  expect(gray(262, 290)).toBeGreaterThan(2 * gray(400, 230))
})
