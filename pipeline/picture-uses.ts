import type {Figure, Person} from '#schemas'

import type {Content, SealedAsset} from './approval/types.ts'
import type {FigureUse, OutputAsset} from './composition.ts'
import {documentsOf} from './documents.ts'

/** Endings of the media types that `seal` admits. */
const endings: Record<string, string> = {
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
}

/**
 * Gather the pictures of the content by document id: figures, and portraits of people.
 *
 * Left out, so that its use is a fatal message: a picture whose asset is not among `assets`, or is
 * of a media type that `seal` would refuse.
 */
export function pictureUses(
  content: Content,
  assets: readonly SealedAsset[],
): Map<string, FigureUse> {
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  const pictures = new Map<string, FigureUse>()

  for (const [id, figure] of documentsOf(content, 'figure')) {
    const asset = toOutputAsset(byId.get(figure.image?.asset._ref))
    if (asset) pictures.set(id, toFigureUse(figure, asset))
  }
  for (const [id, person] of documentsOf(content, 'person')) {
    const asset = person.photo && toOutputAsset(byId.get(person.photo.asset._ref))
    if (asset) pictures.set(id, toPortrait(person, asset))
  }
  return pictures
}

function toFigureUse(figure: Figure, asset: OutputAsset): FigureUse {
  const {caption, licence, rightsExpire} = figure
  return {
    id: figure._id,
    alt: figure.alt,
    ...(caption && {caption}),
    credit: figure.credit,
    licence: {name: licence.name, ...(licence.url && {url: licence.url})},
    uses: [...figure.uses],
    ...(rightsExpire && {rightsExpire}),
    asset,
  }
}

/**
 * A portrait has no rights of its own: the signed site edition puts it beside its person, wherever
 * that page goes.
 */
function toPortrait(person: Person, asset: OutputAsset): FigureUse {
  return {
    id: person._id,
    alt: person.photoAlt || person.name,
    credit: '',
    licence: {name: 'Portrait, for this page only'},
    uses: ['own-site', 'syndication', 'print'],
    asset,
  }
}

function toOutputAsset(asset: SealedAsset | undefined): OutputAsset | undefined {
  const ending = asset && Object.hasOwn(endings, asset.mediaType) && endings[asset.mediaType]
  if (!asset || !ending) return undefined
  const {id, sha256, mediaType, width, height} = asset
  return {id, sha256, mediaType, path: `assets/${sha256.slice(0, 32)}.${ending}`, width, height}
}
