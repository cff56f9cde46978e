import {compareText} from '#schemas'

import type {Artifact, Exporter, World} from '../../exporter.ts'
import {toArticleJson} from './article-json.ts'
import {defaultJsonOptions} from './options.ts'
import type {JsonOptions} from './options.ts'
import {syndicated} from './syndicated.ts'
import {writeJson} from './write-json.ts'

/**
 * JSON: one `article.json` as its published schema has it, with the pictures that it shows.
 *
 * @see docs/json.md
 */
export const jsonExporter: Exporter<JsonOptions> = {
  name: 'json',
  mediaTypes: ['application/json'],
  version: '1',
  defaults: defaultJsonOptions,
  async export(composition, options, world) {
    const json = writeJson(await toArticleJson(composition, options))
    const bytes = new TextEncoder().encode(json)
    const figures = syndicated(composition)
    return [
      {path: 'article.json', mediaType: 'application/json', bytes},
      ...(await readAssets(new Map(figures.map(({asset}) => [asset.path, asset])), world)),
    ]
  },
}

/** Read each picture once, in order of its path. */
async function readAssets(
  assets: ReadonlyMap<string, {mediaType: string; sha256: string}>,
  world: World,
): Promise<Artifact[]> {
  const sorted = [...assets].toSorted(([a], [b]) => compareText(a, b))
  return Promise.all(
    sorted.map(async ([path, {mediaType, sha256}]) => ({
      path,
      mediaType,
      bytes: await world.readAsset(sha256),
    })),
  )
}
