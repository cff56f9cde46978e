import {ImageRun, Paragraph as DocxParagraph} from 'docx'

import type {OutputAsset} from '#pipeline'

import type {World} from '../../exporter.ts'
import type {Picture} from '../../flow/flow.ts'

/** Room on a page, in pixels of 1/96 inch. */
const room = {width: 600, height: 700}

/** Refusal of a world that cannot make what Word needs of a picture. */
class PictureWorldError extends Error {
  readonly code = 'picture-unconvertible'
  readonly path: string

  constructor(path: string, mediaType: string) {
    super(
      `Word cannot show ${path} (${mediaType}) by itself, and nothing here can convert it; export on a machine that can`,
    )
    this.name = 'PictureWorldError'
    this.path = path
  }
}

/**
 * Write a picture in a paragraph of its own, never larger than the page, with its text alternative.
 *
 * @param number
 *   Counts the pictures of the document, from 1.
 * @throws `PictureWorldError`
 */
export async function toPicture(
  {alt, height, width}: Picture,
  asset: OutputAsset,
  number: number,
  world: World,
): Promise<DocxParagraph> {
  const scale = Math.min(1, room.width / width, room.height / height)
  const common = {
    transformation: {width: Math.round(width * scale), height: Math.round(height * scale)},
    altText: {id: String(number), name: `Picture ${number}`, description: alt, title: ''},
  }
  const bytes = await world.readAsset(asset.sha256)
  return new DocxParagraph({
    keepNext: true,
    spacing: {before: 160, after: 80},
    children: [await toImageRun(bytes, asset, common, world)],
  })
}

async function toImageRun(
  data: Uint8Array,
  asset: OutputAsset,
  common: Pick<ConstructorParameters<typeof ImageRun>[0], 'transformation' | 'altText'>,
  world: World,
): Promise<ImageRun> {
  const {mediaType, path, sha256} = asset
  if (mediaType === 'image/png') return new ImageRun({...common, type: 'png', data})
  if (mediaType === 'image/jpeg') return new ImageRun({...common, type: 'jpg', data})
  if (mediaType === 'image/gif') return new ImageRun({...common, type: 'gif', data})
  if (!world.toPng) throw new PictureWorldError(path, mediaType)
  const png = await world.toPng(sha256, common.transformation.width * 2)
  if (mediaType !== 'image/svg+xml') return new ImageRun({...common, type: 'png', data: png})
  return new ImageRun({...common, type: 'svg', data, fallback: {type: 'png', data: png}})
}
