import {describe, expect, it} from 'vitest'

import {markdownExporter} from '../../../exports/formats/markdown/exporter.ts'
import {compose} from '../../../pipeline/compose.ts'
import type {ComposableContent} from '../../../pipeline/composable-content.ts'
import type {Composition} from '../../../pipeline/composition.ts'
import type {Context} from '../../../pipeline/context.ts'
import {
  publishTorture,
  tortureContent,
  tortureContext,
  tortureWorld,
} from '../../articles/torture/torture.ts'
import {contextWith} from '../../pipeline/content.ts'
import {richContent} from '../../pipeline/rich-content.ts'
import {readArticle} from './read-article.ts'

describe('article.md, read back', () => {
  it('is the same publication: an article with one of everything', async () => {
    const context = contextWith({
      articles: {hip: {status: 'live', slug: 'hip', language: 'en', title: 'The hip'}},
    })
    const content = richContent()
    const composition = compose(content, context)
    expect(essence(await readBack(composition, content, context))).toEqual(essence(composition))
  })

  it.each([false, true])(
    'is the same publication: the torture article (%s)',
    async (unprintable) => {
      const publication = await publishTorture({unprintable})
      const {assets} = await sealedAssets(publication)
      const content = {...tortureContent({unprintable}), assets}
      const again = await readBack(publication, content, tortureContext)
      // The stream has what the context took away: a picture without rights, a link to a file.
      expect(essence({...again, text: ''})).toEqual(essence({...publication, text: ''}))
    },
  )
})

/** Assets as sealed, from what the publication says of them. */
async function sealedAssets(publication: Composition): Promise<Pick<ComposableContent, 'assets'>> {
  const figures = Object.values(publication.figures)
  return {assets: figures.map(({asset}) => ({...asset, bytes: 1}))}
}

/** Write an article, read its file, put its sections in the place of those that were, compose. */
async function readBack(
  composition: Composition,
  content: ComposableContent,
  context: Context,
): Promise<Composition> {
  const world = composition.id === 'article-1' ? anyWorld : tortureWorld
  const [file] = await markdownExporter.export(composition, markdownExporter.defaults, world)
  const {front, sections} = readArticle(new TextDecoder().decode(file?.bytes))
  const article = content.documents[content.root]!
  const {title, summary, keyPoints, audience, work} = front
  const documents = {
    ...content.documents,
    [content.root]: {...article, title, summary, keyPoints, audience, work, sections},
  } as typeof content.documents
  return compose({...content, documents}, context)
}

const anyWorld = {readAsset: async () => new Uint8Array()}

/** All that a page shows: not where its words are stored, nor who signed. */
function essence(composition: Composition): object {
  const {approval: _a, kind: _k, messages: _m, ...rest} = composition
  return JSON.parse(
    JSON.stringify(rest, (name, value: unknown) => (name === 'path' ? undefined : value)),
  ) as object
}
