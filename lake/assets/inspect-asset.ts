import {imageSize} from 'image-size'

import {assetFault} from './asset-fault.ts'
import {assetLimits} from './asset-limits.ts'
import {assetTypeOf, type AssetType} from './asset-type.ts'
import {parseSvg, sizeOfSvg} from './parse-svg.ts'

/** What an upload turned out to be. */
export interface AssetFacts extends AssetType {
  /** Pixels as seen, after any turn that EXIF asks for. */
  size?: {width: number; height: number}
}

/**
 * The one check of every upload: what the bytes are, and whether they are within limits.
 *
 * Sizes are read from headers; nothing is decoded.
 *
 * @param bytes All of an image, at least the first 4 kB of anything else.
 * @param name File name as the client gave it.
 * @throws {LakeError} for an image that is damaged or too large.
 */
export function inspectAsset(bytes: Uint8Array, name: string): AssetFacts {
  const type = assetTypeOf(bytes, name)
  if (!type.isImage) return type
  if (type.extension === 'svg' && bytes.length > assetLimits.svgBytes) {
    const size = `${assetLimits.svgBytes / 1024 / 1024} MB`
    throw assetFault(413, 'asset-too-large', `A drawing may have ${size} at most`)
  }
  const size = type.extension === 'svg' ? sizeOfSvg(parseSvg(bytes)) : sizeOf(bytes, type)
  if (size.width * size.height > assetLimits.pixels) {
    throw assetFault(
      413,
      'asset-too-large',
      `The picture has ${size.width} × ${size.height} pixels; ${assetLimits.pixels / 1e6} million is the most`,
    )
  }
  return {...type, size}
}

function sizeOf(bytes: Uint8Array, {extension}: AssetType): {width: number; height: number} {
  const {width, height, type, orientation = 1} = readSize(bytes)
  if (type !== extension || !(width > 0 && height > 0)) throw damaged()
  return orientation >= 5 ? {width: height, height: width} : {width, height}
}

function readSize(bytes: Uint8Array): ReturnType<typeof imageSize> {
  try {
    return imageSize(bytes)
  } catch (cause) {
    throw damaged(cause)
  }
}

function damaged(cause?: unknown) {
  return assetFault(400, 'asset-damaged', 'The picture has no readable size in pixels', cause)
}
