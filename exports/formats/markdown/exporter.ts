import {defaultPublicUrl, makeView} from '../../article/make-view.ts'
import type {Exporter} from '../../exporter.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {readPictures} from '../../read-pictures.ts'
import {guardKept} from './directive.ts'
import {frontMatter} from './front-matter.ts'
import {defaultMarkdownOptions} from './options.ts'
import type {MarkdownOptions} from './options.ts'
import {toDocument} from './to-document.ts'
import {writeMarkdown} from './write-markdown.ts'

/**
 * Markdown: one `article.md` that can be read back, with the pictures that may go to publishers.
 *
 * @see docs/plain-formats.md
 */
export const markdownExporter: Exporter<MarkdownOptions> = {
  name: 'markdown',
  mediaTypes: ['text/markdown'],
  version: '2',
  defaults: defaultMarkdownOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    const view = await makeView(guardKept(composition), {
      ...options,
      target: 'fragment',
      assetBase: '',
      publicUrl: defaultPublicUrl,
    })
    const markdown = `---\n${frontMatter(composition)}---\n\n${writeMarkdown(toDocument(view))}`
    const shown = listFigures(composition).filter((figure) => mayShow(figure, 'syndication'))
    return [
      {
        path: 'article.md',
        mediaType: 'text/markdown',
        bytes: new TextEncoder().encode(markdown),
      },
      ...(await readPictures(shown, world)),
    ]
  },
}
