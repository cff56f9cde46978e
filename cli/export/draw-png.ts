import {TypesetError} from '#exports'

/**
 * Draw a picture as PNG, of the first frame where it has several.
 *
 * Letters in an SVG are drawn with this machine's fonts.
 *
 * @param width
 *   Pixels. Only an SVG is enlarged to it.
 * @throws `TypesetError` `picture-unreadable`: it refuses its own edition, and holds up no other.
 */
export async function drawPng(bytes: Uint8Array, width: number): Promise<Uint8Array> {
  try {
    return await draw(bytes, width)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `A picture cannot be drawn: ${reason}; put another in its place`
    throw new TypesetError('picture-unreadable', message, {cause})
  }
}

async function draw(bytes: Uint8Array, width: number): Promise<Uint8Array> {
  const {default: sharp} = await import('sharp')
  const {format, width: own} = await sharp(bytes).metadata()
  const isSvg = format === 'svg'
  const density = isSvg ? Math.min(2400, Math.max(1, Math.ceil((72 * width) / own))) : 72
  return sharp(bytes, {density, limitInputPixels: 100_000_000})
    .resize({width, withoutEnlargement: !isSvg})
    .png({compressionLevel: 9})
    .toBuffer()
}
