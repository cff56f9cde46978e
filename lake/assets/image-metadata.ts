import sharp from 'sharp'

import {drawn, openImage} from './open-image.ts'
import {paletteOf, type Palette} from './palette.ts'

/** What is known of an image beside its bytes, as Sanity keeps it. */
export interface ImageMetadata {
  _type: 'sanity.imageMetadata'
  dimensions: {
    _type: 'sanity.imageDimensions'
    width: number
    height: number
    aspectRatio: number
  }
  hasAlpha: boolean
  isOpaque: boolean
  /** A picture 20 pixels wide, as a `data:` URL, to show while the real one loads. */
  lqip: string
  palette: Palette
}

/**
 * Look at an image once, made small.
 *
 * @param bytes Of an SVG, the text that is served, not the stored one.
 * @throws {LakeError} `asset-damaged` when it cannot be decoded.
 */
export async function readImageMetadata(
  bytes: Uint8Array,
  {width, height}: {width: number; height: number},
): Promise<ImageMetadata> {
  return drawn(async () => {
    const {hasAlpha} = await openImage(bytes).metadata()
    const small = await openImage(bytes)
      .autoOrient()
      .resize(256, 256, {fit: 'inside', withoutEnlargement: true})
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({resolveWithObject: true})
    const {info, data} = small
    const isOpaque = data.every((value, index) => index % 4 !== 3 || value === 255)
    const tiny = sharp(data, {raw: {width: info.width, height: info.height, channels: 4}}).resize(
      20,
    )
    const lqip = isOpaque
      ? await tiny.removeAlpha().jpeg({quality: 50, chromaSubsampling: '4:4:4'}).toBuffer()
      : await tiny.png({compressionLevel: 9}).toBuffer()
    return {
      _type: 'sanity.imageMetadata',
      dimensions: {_type: 'sanity.imageDimensions', width, height, aspectRatio: width / height},
      hasAlpha,
      isOpaque,
      lqip: `data:image/${isOpaque ? 'jpeg' : 'png'};base64,${lqip.toString('base64')}`,
      palette: paletteOf(data),
    }
  })
}
