import {defaultArticleUrl, htmlExporter, publicUrlOf, type Exporter} from '#exports'
import type {ApprovedEdition, Context, KnownArticle} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {Audience, Rendition} from './audiences.ts'
import {formatsNamed} from './choose-formats.ts'
import {withOptions, type FormatOptions} from './format-options.ts'
import {carries, isOpen, type FirstExports} from './openings.ts'

/** How one edition is made for audiences that get the same bytes. */
export interface Making {
  context: Context
  exporters: readonly Exporter[]
  /** Names. */
  audiences: string[]
}

/** What renditions are made from. */
export interface RenditionFacts {
  /** What the gate admits, by article. */
  byArticle: ReadonlyMap<string, ApprovedEdition>
  audiences: readonly Audience[]
  /** Of the home. */
  options: FormatOptions
  firstExports: FirstExports
  /** UTC instant. */
  now: string
}

/**
 * Say in how many ways an edition is made, and for which of the audiences that get it now.
 *
 * @param context What is known around the edition, as for a reader who gets everything.
 */
export function makingsOf(
  edition: ApprovedEdition,
  context: Context,
  {byArticle, audiences, options, firstExports, now}: RenditionFacts,
): Making[] {
  const makings = new Map<string, Making>()
  for (const audience of audiences) {
    if (!isOpen(audience, edition, firstExports, now)) continue
    const exporters = exportersFor(audience.rendition, options)
    const standing = (article: string) => {
      const other = byArticle.get(article)
      if (!other || isOpen(audience, other, firstExports, now)) return 'there'
      return carries(audience, other.payload) ? 'held' : 'foreign'
    }
    const seen = contextFor(audience.rendition, context, standing, exporters)
    const key = canonicalJson({
      context: seen,
      options: exporters.map(({name, defaults}) => [name, withoutIdle(defaults, edition)]),
    })
    const making = makings.get(key) ?? {context: seen, exporters, audiences: []}
    making.audiences.push(audience.name)
    makings.set(key, making)
  }
  return [...makings.values()]
}

/** Find the exporters of a rendition, with its options. */
function exportersFor(
  {formats, articleUrl, figureRights}: Rendition,
  options: FormatOptions,
): readonly Exporter[] {
  return withOptions(formatsNamed(formats.join(',')), options).map((exporter) => ({
    ...exporter,
    defaults: {
      ...exporter.defaults,
      ...(articleUrl === null ? {} : linkOptions(exporter, articleUrl)),
      ...(figureRights === 'syndication' && exporter.name === htmlExporter.name
        ? {pageFigures: 'syndication'}
        : {}),
    },
  }))
}

/**
 * Give a format the template of a publisher's addresses.
 *
 * What is read beside other pages takes any; a file that is sent around takes one with a host, since
 * it would be taken for a part of the original site.
 */
function linkOptions({name, defaults}: Exporter, template: string): object {
  const own: Record<string, unknown> = {...defaults}
  const isPage = own['articleUrl'] === defaultArticleUrl || name === htmlExporter.name
  if (isPage) {
    return {
      articleUrl: template,
      ...('fragmentArticleUrl' in own ? {fragmentArticleUrl: null} : {}),
    }
  }
  if (!/^https?:/i.test(template)) return {}
  if ('articleUrl' in own) return {articleUrl: template}
  return 'publicUrl' in own ? {publicUrl: template} : {}
}

/** Where another article stands for an audience. */
type Standing = 'there' | 'held' | 'foreign'

/** Say what an audience may know of other articles: of those that it does not have yet, nothing. */
function contextFor(
  {foreignLinks}: Rendition,
  context: Context,
  standing: (article: string) => Standing,
  exporters: readonly Exporter[],
): Context {
  const html: Record<string, unknown> = {
    ...(exporters.find(({name}) => name === htmlExporter.name) ?? htmlExporter).defaults,
  }
  const articles = Object.entries(context.articles).map(([id, known]) => {
    const where = known.status === 'live' ? standing(id) : 'there'
    if (where === 'there') return [id, known] as const
    const url =
      where === 'foreign' && foreignLinks === 'original-site'
        ? publicUrlOf({site: context.site, id, ...known}, String(html['publicUrl']))
        : null
    return [id, url === null ? unknown : elsewhere(known, url)] as const
  })
  return {...context, articles: Object.fromEntries(articles)}
}

const unknown: KnownArticle = {status: 'unapproved', slug: '', language: '', title: ''}

function elsewhere({language}: KnownArticle, url: string): KnownArticle {
  return {status: 'elsewhere', slug: '', language, title: '', url}
}

/** Leave out what changes no byte of this edition, so that nothing is made twice. */
function withoutIdle(options: object, {payload}: ApprovedEdition): object {
  const figures = Object.values(payload.content.documents).filter(({_type}) => _type === 'figure')
  const isMixed = figures.some(({uses}) => Array.isArray(uses) && !uses.includes('syndication'))
  if (isMixed || !('pageFigures' in options)) return options
  const {pageFigures: _, ...rest} = options
  return rest
}
