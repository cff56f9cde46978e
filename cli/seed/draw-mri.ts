import {writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {deflateSync} from 'node:zlib'

/** Pixels of a side; the picture is square. */
export const mriSize = 640

/** A blurred shape: negative inside, in pixels. */
type Shape = (x: number, y: number) => number

/**
 * Draw a gray picture in the style of a fluid-sensitive MRI of a knee from the side.
 *
 * It is computed from simple shapes and shows no person. Regenerate the committed file with
 * `node cli/seed/draw-mri.ts`.
 *
 * @returns one byte a pixel, row by row.
 */
export function drawMri(): Uint8Array {
  const pixels = new Uint8Array(mriSize * mriSize)
  for (let y = 0; y < mriSize; y++) {
    for (let x = 0; x < mriSize; x++) pixels[y * mriSize + x] = shade(x, y)
  }
  return pixels
}

/** Write pixels of `drawMri` as a PNG, 8-bit gray. */
export function toPng(pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(mriSize, 0)
  header.writeUInt32BE(mriSize, 4)
  header.set([8, 0, 0, 0, 0], 8)

  const rows = Buffer.alloc((mriSize + 1) * mriSize)
  for (let y = 0; y < mriSize; y++) {
    rows.set(pixels.subarray(y * mriSize, (y + 1) * mriSize), y * (mriSize + 1) + 1)
  }

  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, {level: 9})),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const femur = blend(
  ellipse(298, 232, 118, 104),
  ellipse(382, 256, 92, 92),
  box(228, -60, 352, 220, 24),
  40,
)
const tibia = blend(
  ellipse(318, 430, 134, 62),
  box(250, 430, 372, 760, 30),
  box(196, 398, 440, 430, 16),
  46,
)
const patella = ellipse(136, 232, 36, 66)
const fibula = blend(
  ellipse(446, 500, 36, 40),
  box(428, 500, 470, 760, 14),
  box(430, 500, 468, 540, 10),
  20,
)
const edema = ellipse(262, 290, 62, 46)
const frontSkin: Shape = (x, y) => 64 + 34 * Math.cos((y - 240) / 170) * -1 + 20 - x
const backSkin: Shape = (x, y) => x - (560 - 26 * Math.sin((y - 120) / 130))

/** Brightness of one pixel, 0 to 255. */
function shade(x: number, y: number): number {
  const warp = 7 * (noise(x / 60, y / 60) - 0.5)
  const [px, py] = [x + warp, y + warp]
  const skin = Math.max(frontSkin(px, py), backSkin(px, py))
  if (skin > 3) return 6 + 6 * noise(x / 2, y / 2)

  // Muscle, with long fibers, under a thin layer of fat.
  let value = 62 + 26 * noise(px / 9, py / 60)
  value = mix(value, 104 + 20 * noise(px / 14, py / 14), soft(-skin - 26, -10))
  value = mix(value, 88 + 18 * noise(px / 20, py / 20), soft(ellipse(196, 372, 70, 56)(px, py), 16))

  // Fluid in the joint, cartilage, then bones with a dark rim.
  value = mix(value, 196, soft(ellipse(318, 362, 158, 16)(px, py), 8))
  value = mix(value, 176, soft(ellipse(204, 150, 18, 62)(px, py), 10))
  value = mix(value, 22, soft(meniscus(198, 1)(px, py), 4))
  value = mix(value, 22, soft(meniscus(440, -1)(px, py), 4))
  for (const bone of [femur, tibia, patella, fibula]) {
    const depth = bone(px, py)
    value = mix(value, 132, soft(depth - 12, 4) * soft(Math.abs(py - 350) - 80, 20))
    value = mix(value, 16, soft(depth, 3))
    value = mix(value, marrow(px, py), soft(depth + 7, 4))
  }

  // Tendons above and below the kneecap, and the ligament in the middle.
  value = mix(value, 20, soft(line(128, -20, 132, 176, 8)(px, py), 4))
  value = mix(value, 20, soft(line(140, 294, 196, 420, 9)(px, py), 4))
  value = mix(value, 34, soft(line(382, 330, 296, 384, 8)(px, py), 5) * 0.8)

  const glow =
    soft(edema(px, py) + 14 * (noise(x / 22, y / 22) - 0.5), 34) * soft(femur(px, py) + 8, 5)
  value = mix(value, 236, glow * 0.92)
  const grain = 10 * (noise(x / 1.6, y / 1.6) - 0.5)
  return Math.max(0, Math.min(252, 4 * Math.round((value + grain) / 4)))
}

/** Fat-suppressed marrow: dark, with faint struts. */
function marrow(x: number, y: number): number {
  return 44 + 14 * noise(x / 30, y / 30) + 12 * noise(x / 5, y / 9)
}

function ellipse(cx: number, cy: number, rx: number, ry: number): Shape {
  return (x, y) => (Math.hypot((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry)
}

function box(left: number, top: number, right: number, bottom: number, round: number): Shape {
  return (x, y) => {
    const dx = Math.max(left + round - x, x - right + round)
    const dy = Math.max(top + round - y, y - bottom + round)
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round
  }
}

function line(x1: number, y1: number, x2: number, y2: number, width: number): Shape {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
  return (x, y) => {
    const t = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
    return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) - width
  }
}

/** A wedge that narrows toward the middle of the joint. */
function meniscus(x0: number, direction: 1 | -1): Shape {
  return (x, y) => {
    const along = (x - x0) * direction
    return Math.max(-along, Math.abs(y - 362) - 22 + along * 0.28, along - 76)
  }
}

/** Melt three shapes into one outline. */
function blend(a: Shape, b: Shape, c: Shape, radius: number): Shape {
  const two = (d: number, e: number) => {
    const h = Math.max(radius - Math.abs(d - e), 0) / radius
    return Math.min(d, e) - (h * h * radius) / 4
  }
  return (x, y) => two(two(a(x, y), b(x, y)), c(x, y))
}

/** 1 well inside, 0 outside, smooth over `width` pixels. */
function soft(distance: number, width: number): number {
  const t = Math.max(0, Math.min(1, 0.5 - distance / width / 2))
  return t * t * (3 - 2 * t)
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/** Value noise, 0 to 1; the same on every machine. */
function noise(x: number, y: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)]
  const [tx, ty] = [fade(x - ix), fade(y - iy)]
  const top = mix(hash(ix, iy), hash(ix + 1, iy), tx)
  return mix(top, mix(hash(ix, iy + 1), hash(ix + 1, iy + 1), tx), ty)
}

function fade(t: number): number {
  return t * t * (3 - 2 * t)
}

function hash(x: number, y: number): number {
  let h = Math.imul(x, 374761393) + Math.imul(y, 668265263)
  h = Math.imul(h ^ (h >>> 13), 1274126177)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

if (import.meta.main) {
  await writeFile(join(import.meta.dirname, 'figures', 'mri-schematic.png'), toPng(drawMri()))
}
