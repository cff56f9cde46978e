/** What the id of an asset says. */
export interface AssetName {
  kind: 'image' | 'file'
  /** Hex sha1 of the stored bytes. */
  sha1: string
  extension: string
  /** Pixels, of images. */
  size?: {width: number; height: number}
}

const sha1 = '(?<sha1>[0-9a-f]{40})'
const image = new RegExp(
  `^${sha1}-(?<width>[0-9]{1,6})x(?<height>[0-9]{1,6})\\.(?<ext>[a-z]{1,5})$`,
)
const file = new RegExp(`^${sha1}\\.(?<ext>[a-z0-9]{1,8})$`)

/**
 * Read the last part of an asset's address, such as `<sha1>-800x600.png`.
 *
 * @returns Null for anything else, so that no name leads anywhere but to an asset.
 */
export function parseAssetFile(kind: 'image' | 'file', name: string): AssetName | null {
  const groups = (kind === 'image' ? image : file).exec(name)?.groups
  if (!groups) return null
  const parsed: AssetName = {kind, sha1: groups['sha1'] ?? '', extension: groups['ext'] ?? ''}
  if (kind === 'image') {
    parsed.size = {width: Number(groups['width']), height: Number(groups['height'])}
  }
  return parsed
}

/** Read the id of an asset. @returns Null for any other id. */
export function parseAssetId(id: string): AssetName | null {
  const [, kind, name, extension] = /^(image|file)-(.+)-([a-z0-9]+)$/.exec(id) ?? []
  return kind === 'image' || kind === 'file' ? parseAssetFile(kind, `${name}.${extension}`) : null
}

/** Sanity's id of an asset: `image-<sha1>-800x600-png` or `file-<sha1>-pdf`. */
export function toAssetId({kind, sha1, size, extension}: AssetName): string {
  const pixels = size ? `-${size.width}x${size.height}` : ''
  return `${kind}-${sha1}${pixels}-${extension}`
}

/** Name of the file with the bytes: `<sha1>-800x600.png` or `<sha1>.pdf`. */
export function toAssetFile({sha1, size, extension}: AssetName): string {
  const pixels = size ? `-${size.width}x${size.height}` : ''
  return `${sha1}${pixels}.${extension}`
}
