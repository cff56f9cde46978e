import {readdir, readFile} from 'node:fs/promises'
import {extname, join, relative, sep} from 'node:path'

import {parse} from 'yaml'

import type {RawDocument} from '#pipeline'

import {resolveSanityAssets} from '../sources/sanity-asset.ts'
import type {SamplePlan} from './plan.ts'

/** The sample content, as a dataset would hold it. */
export interface SampleContent {
  /** Every document, the assets' own too, in order of id. */
  documents: RawDocument[]
  /** Bytes by Sanity asset id, such as `image-<sha1>-960x640-svg`. */
  assets: Map<string, Uint8Array>
  plan: SamplePlan
}

/**
 * Read the sample content: YAML files, each with one document or a list of them.
 *
 * A picture is written as in Sanity's dataset exports, `_sanityAsset: image@file://./figures/x.svg`
 * with a path under `cli/seed`; its asset document is made here.
 *
 * @throws for a file that is not YAML, an id used twice and a picture that is missing.
 */
export async function loadSampleContent(): Promise<SampleContent> {
  const root = join(import.meta.dirname, 'content')
  const assets = new Map<string, Uint8Array>()
  const byId = new Map<string, RawDocument>()

  for (const file of await contentFiles(root)) {
    const content: unknown = parse(await readFile(join(root, file), 'utf8'))
    for (const entry of Array.isArray(content) ? content : [content]) {
      const document = (await resolveSanityAssets(entry, readFigure, assets)) as RawDocument
      if (byId.has(document._id)) throw new Error(`${file}: the id ${document._id} is used twice`)
      byId.set(document._id, document)
    }
  }
  for (const [id, bytes] of assets) byId.set(id, assetDocument(id, bytes))

  const plan = parse(await readFile(join(root, 'plan.yaml'), 'utf8')) as SamplePlan
  const documents = [...byId.values()].toSorted((a, b) => (a._id < b._id ? -1 : 1))
  return {documents, assets, plan}
}

function readFigure(path: string): Promise<Uint8Array> {
  return readFile(join(import.meta.dirname, path))
}

/** List the files that hold documents: neither the plan nor the example of an import. */
async function contentFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, {recursive: true, withFileTypes: true})
  return entries
    .filter((entry) => entry.isFile() && extname(entry.name) === '.yaml')
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== 'plan.yaml')
    .toSorted()
}

/** Describe a picture as the Content Lake does. */
function assetDocument(id: string, bytes: Uint8Array): RawDocument {
  const [, sha1, width, height, extension] = /^image-(\w+)-(\d+)x(\d+)-(\w+)$/.exec(id) ?? []
  return {
    _id: id,
    _type: 'sanity.imageAsset',
    assetId: sha1,
    extension,
    metadata: {
      _type: 'sanity.imageMetadata',
      dimensions: {
        _type: 'sanity.imageDimensions',
        aspectRatio: Number(width) / Number(height),
        height: Number(height),
        width: Number(width),
      },
    },
    mimeType: extension === 'svg' ? 'image/svg+xml' : `image/${extension}`,
    originalFilename: `${sha1}.${extension}`,
    sha1hash: sha1,
    size: bytes.byteLength,
  }
}
