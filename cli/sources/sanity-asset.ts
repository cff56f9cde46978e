import {createHash} from 'node:crypto'

import {imageSize} from 'image-size'

import {SourceError} from './source-error.ts'

/** Read a file of an export by its relative path. */
export type ReadFile = (path: string) => Promise<Uint8Array>

/**
 * Name an image as the Content Lake does: `image-<sha1>-<width>x<height>-<extension>`.
 *
 * @param place For messages.
 * @throws `SourceError` `asset-unreadable` when it is no image.
 */
function imageAssetId(bytes: Uint8Array, place: string): string {
  try {
    const {width, height, type} = imageSize(bytes)
    const sha1 = createHash('sha1').update(bytes).digest('hex')
    return `image-${sha1}-${Math.round(width)}x${Math.round(height)}-${type ?? 'bin'}`
  } catch (error) {
    throw new SourceError('asset-unreadable', `${place} is not an image that can be read`, {
      cause: error,
    })
  }
}

/** Name the file that a dataset export gives an asset: `<sha1>-<width>x<height>.<extension>`. */
export function assetFileName(id: string): string {
  const match = /^(?:image|file)-([A-Za-z0-9]+(?:-\d+x\d+)?)-([a-z0-9]+)$/.exec(id)
  if (!match) throw new SourceError('asset-missing', `${JSON.stringify(id)} is not an asset id`)
  return `${match[1]}.${match[2]}`
}

/**
 * Replace each `_sanityAsset` (`image@file://./images/x.png`, as dataset exports write them)
 * by a reference to the asset.
 *
 * A file that is named as an export names it keeps that id, and is not read before somebody asks
 * for the asset; any other file is read and named by its content.
 *
 * @param value Any part of a document; not changed.
 * @param assets Receives the bytes that were read, by asset id.
 */
export async function resolveSanityAssets(
  value: unknown,
  read: ReadFile,
  assets: Map<string, Uint8Array>,
): Promise<unknown> {
  if (Array.isArray(value)) {
    return Promise.all(value.map((item) => resolveSanityAssets(item, read, assets)))
  }
  if (typeof value !== 'object' || value === null) return value

  const resolved: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (key === '_sanityAsset' && typeof member === 'string') {
      resolved['asset'] = {_type: 'reference', _ref: await assetIdFor(member, read, assets)}
    } else {
      resolved[key] = await resolveSanityAssets(member, read, assets)
    }
  }
  return resolved
}

async function assetIdFor(
  given: string,
  read: ReadFile,
  assets: Map<string, Uint8Array>,
): Promise<string> {
  const {kind, path} = parseSanityAsset(given)
  const named = /^(?:images|files)\/([0-9a-f]{40}(?:-\d+x\d+)?)\.([a-z0-9]+)$/.exec(path)
  if (named) return `${kind}-${named[1]}-${named[2]}`
  const bytes = await read(path)
  const id = imageAssetId(bytes, path)
  assets.set(id, bytes)
  return id
}

function parseSanityAsset(given: string): {kind: string; path: string} {
  const [, kind, path] = /^(image|file)@file:\/\/\.\/(.+)$/.exec(given) ?? []
  if (!kind || !path || path.startsWith('/') || path.split(/[/\\]/).includes('..')) {
    throw new SourceError(
      'asset-unreadable',
      `${JSON.stringify(given)} is not a file inside the export: only \`image@file://./…\` is read`,
    )
  }
  return {kind, path}
}
