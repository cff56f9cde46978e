import type {Exporter} from '../../exporter.ts'
import {readPictures} from '../../read-pictures.ts'
import {toArticleJson} from './article-json.ts'
import {toNoticeJson} from './notice-json.ts'
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
  version: '2',
  defaults: defaultJsonOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    const json = writeJson(await toArticleJson(composition, options))
    const bytes = new TextEncoder().encode(json)
    const figures = syndicated(composition)
    return [
      {path: 'article.json', mediaType: 'application/json', bytes},
      ...(await readPictures(figures, world)),
    ]
  },
  async notice(notice) {
    const bytes = new TextEncoder().encode(writeJson(toNoticeJson(notice)))
    return [{path: 'article.json', mediaType: 'application/json', bytes}]
  },
}
