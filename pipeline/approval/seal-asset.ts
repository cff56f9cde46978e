import {imageSize} from 'image-size'

import {sha256Hex} from '#schemas'

import {checkSvg} from './check-svg.ts'
import {mediaTypeOf} from './media-type.ts'
import {SealError} from './seal-error.ts'
import type {SealedAsset} from './types.ts'

/** Decoded, this many pixels take 400 MB. */
const maxPixels = 100_000_000

const formats: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
}

/**
 * Describe an asset by its bytes: digest, media type and pixel size.
 *
 * @throws `SealError` for what is no image of a known type, is damaged, too large, or an SVG that
 *   could run or load anything.
 */
export async function sealAsset(id: string, bytes: Uint8Array): Promise<SealedAsset> {
  const mediaType = mediaTypeOf(bytes)
  if (mediaType === null) {
    throw new SealError('asset-type', `\`${id}\` is none of PNG, JPEG, GIF, WebP and SVG`, {
      asset: id,
    })
  }

  const {width, height} = mediaType === 'image/svg+xml' ? svgSize(id, bytes) : sizeOf(id, bytes)
  if (width * height > maxPixels) {
    throw new SealError('asset-too-large', `\`${id}\` has ${width} × ${height} pixels`, {asset: id})
  }
  return {id, sha256: await sha256Hex(bytes), mediaType, bytes: bytes.length, width, height}
}

function svgSize(id: string, bytes: Uint8Array): {width: number; height: number} {
  try {
    return checkSvg(bytes)
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause
    throw new SealError(cause.code, `\`${id}\`: ${cause.message}`, {asset: id, cause})
  }
}

function sizeOf(id: string, bytes: Uint8Array): {width: number; height: number} {
  const damaged = (cause?: unknown): SealError =>
    new SealError('asset-damaged', `\`${id}\` has no readable pixel size`, {asset: id, cause})

  try {
    const {width, height, type, orientation = 1} = imageSize(bytes)
    const mediaType = mediaTypeOf(bytes) ?? ''
    if (type !== formats[mediaType] || !(width > 0 && height > 0)) throw damaged()
    // Orientations from 5 on are turned by a quarter; browsers show them upright.
    return orientation >= 5 ? {width: height, height: width} : {width, height}
  } catch (cause) {
    throw cause instanceof SealError ? cause : damaged(cause)
  }
}
