import {createReadStream} from 'node:fs'
import {open, readFile} from 'node:fs/promises'

import {assetFault} from './asset-fault.ts'
import {AssetFolder, type Staged} from './asset-folder.ts'
import {assetLimits} from './asset-limits.ts'
import {toAssetFile, type AssetName} from './asset-name.ts'
import {drawImage, type Rendition} from './draw-image.ts'
import {readImageMetadata, type ImageMetadata} from './image-metadata.ts'
import {planKey, type ImagePlan} from './image-parameters.ts'
import {inspectAsset, type AssetFacts} from './inspect-asset.ts'
import {assetTypeOf} from './asset-type.ts'
import {drawn, openImage} from './open-image.ts'
import {RenditionCache} from './rendition-cache.ts'
import {sanitiseSvg} from './sanitise-svg.ts'
import {StripError} from './strip/strip-error.ts'
import {stripMetadata} from './strip/strip-metadata.ts'

/** An upload that was checked and stored. */
export interface StoredAsset {
  name: AssetName
  facts: AssetFacts
  metadata: ImageMetadata | null
  bytes: number
}

/** Keeps asset files, and draws images from them. */
export class Assets {
  readonly #folder: AssetFolder
  readonly #cache: RenditionCache

  constructor(dir: string, cache = new RenditionCache()) {
    this.#folder = new AssetFolder(dir)
    this.#cache = cache
  }

  /**
   * Check an upload and store its bytes untouched: durable when this returns.
   *
   * @param kind What the route takes; an image may come as a file, but no file as an image.
   * @param fileName As the client gave it; only its extension counts.
   * @throws {LakeError} for what is no image, damaged or too large.
   */
  async store(
    body: AsyncIterable<Uint8Array>,
    kind: AssetName['kind'],
    fileName: string,
  ): Promise<StoredAsset> {
    const staged = await this.#folder.stage(body)
    try {
      const facts = inspectAsset(await inspected(staged, fileName), fileName)
      if (kind === 'image' && !facts.size) {
        throw assetFault(400, 'asset-type', 'Images are PNG, JPEG, GIF, WebP or SVG')
      }
      const {sha1, bytes} = staged
      const size = kind === 'image' ? facts.size : undefined
      const name: AssetName = {kind, sha1, extension: facts.extension, ...(size && {size})}
      const metadata = size ? await this.#look(await readFile(staged.path), facts, size) : null
      await this.#folder.place(staged, toAssetFile(name))
      return {name, facts, metadata, bytes}
    } catch (error) {
      await this.#folder.discard(staged)
      throw error
    }
  }

  /** Stored bytes, untouched. @throws {LakeError} 404 */
  async original(name: AssetName): Promise<Uint8Array> {
    const bytes = await this.#folder.read(toAssetFile(name))
    if (bytes) return bytes
    throw missing(name)
  }

  /** Size of the stored bytes, and the way to read them piece by piece. @throws {LakeError} 404 */
  async find(name: AssetName): Promise<{
    bytes: number
    /** All of them, or from one place to another, both included. */
    read: (range?: {start: number; end: number}) => AsyncIterable<Uint8Array>
  }> {
    const found = await this.#folder.find(toAssetFile(name))
    if (!found) throw missing(name)
    return {bytes: found.bytes, read: (range) => createReadStream(found.path, range)}
  }

  /** Draw an image, or give it as it is, with nothing in it but picture. @throws {LakeError} */
  async render(name: AssetName, plan: ImagePlan | null): Promise<Rendition> {
    const key = `${toAssetFile(name)} ${plan ? planKey(plan) : ''}`
    return this.#cache.get(key, async () => {
      const bytes = await this.original(name)
      const {extension} = name
      if (extension === 'svg') {
        const safe = sanitiseSvg(bytes)
        // A drawing has no pixels to resize: it is drawn only where a format is asked for.
        if (!plan?.format) return {bytes: safe, mimeType: 'image/svg+xml'}
        return drawImage({bytes: safe, extension}, plan)
      }
      if (plan) return drawImage({bytes, extension}, plan)
      return {bytes: await stripped(bytes, extension), mimeType: mimeTypeOf(extension)}
    })
  }

  async #look(
    bytes: Uint8Array,
    {extension}: AssetFacts,
    size: {width: number; height: number},
  ): Promise<ImageMetadata> {
    return readImageMetadata(extension === 'svg' ? sanitiseSvg(bytes) : bytes, size)
  }
}

/** Read what the check needs: all of what may be an image, the start of anything else. */
async function inspected({path, bytes}: Staged, fileName: string): Promise<Uint8Array> {
  const handle = await open(path)
  try {
    const head = new Uint8Array(Math.min(bytes, 4096))
    await handle.read(head, 0, head.length, 0)
    if (!assetTypeOf(head, fileName).isImage) return head
  } finally {
    await handle.close()
  }
  if (bytes > assetLimits.imageBytes) {
    const most = `${assetLimits.imageBytes / 1024 / 1024} MB`
    throw assetFault(413, 'asset-too-large', `An image may have ${most} at most`)
  }
  return readFile(path)
}

async function stripped(bytes: Uint8Array, extension: string): Promise<Uint8Array> {
  try {
    const isTurned =
      extension !== 'jpg' && ((await openImage(bytes).metadata()).orientation ?? 1) > 1
    if (!isTurned) return stripMetadata(bytes, extension)
  } catch (error) {
    if (!(error instanceof StripError)) throw error
  }
  // Its structure cannot be followed, or EXIF alone says which way is up: draw it anew.
  const drawing = await drawn(() => openImage(bytes).autoOrient().toBuffer())
  return new Uint8Array(drawing)
}

function mimeTypeOf(extension: string): string {
  return extension === 'jpg' ? 'image/jpeg' : `image/${extension}`
}

function missing(name: AssetName) {
  return assetFault(404, 'asset-unknown', `There is no asset ${toAssetFile(name)}`)
}
