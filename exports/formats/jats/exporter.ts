import type {Artifact, Exporter} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {writeXml} from '../../xml/write-xml.ts'
import {toArticleXml} from './article.ts'
import {toNoticeXml} from './notice-xml.ts'
import {defaultJatsOptions} from './options.ts'
import type {JatsOptions, JatsVersion} from './options.ts'
import {makeState} from './state.ts'

const names: Record<JatsVersion, string> = {
  '1.4': 'article.jats.xml',
  '1.3': 'article.jats13.xml',
}

/**
 * JATS: an article for journals, archives and libraries, with the pictures that may go to them.
 *
 * The site's own pages are no articles.
 *
 * @see docs/jats.md
 */
export const jatsExporter: Exporter<JatsOptions> = {
  name: 'jats',
  mediaTypes: ['application/jats+xml'],
  version: '2',
  defaults: defaultJatsOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    if (composition.page !== 'article') return []
    const articles: Artifact[] = []
    for (const version of options.versions) {
      // A state counts the tables of one article.
      const state = await makeState(composition, options)
      const bytes = writeXml(toArticleXml(state, version))
      articles.push({path: names[version], mediaType: 'application/jats+xml', bytes})
    }
    const shown = listFigures(composition).filter((figure) => mayShow(figure, 'syndication'))
    return [...articles, ...(await readPictures(shown, world))]
  },
  async notice(notice, options) {
    if (notice.kind !== 'article') return []
    return options.versions.map((version) => ({
      path: names[version],
      mediaType: 'application/jats+xml',
      bytes: writeXml(toNoticeXml(notice, version, options)),
    }))
  },
}
