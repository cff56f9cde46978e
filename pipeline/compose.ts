import {VFile} from 'vfile'

import type {Article} from '#schemas'

import {buildTree} from './build-tree.ts'
import {runChecks} from './checks/index.ts'
import type {ComposableContent} from './composable-content.ts'
import {composePage, type ComposedPage} from './compose-page.ts'
import type {Licence, Preview} from './composition.ts'
import type {Context} from './context.ts'
import {directionOf} from './direction.ts'
import {findDocument} from './documents.ts'
import {authorsOf, expertQuoteOf} from './people.ts'
import {report, toMessages} from './report.ts'
import {ContentError, requireContent} from './require-content.ts'
import {buildSitePages, type SitePage} from './site-pages.ts'
import {resolveRelated} from './steps/resolve-articles.ts'
import {textOf} from './text.ts'

/**
 * Compose an article's content for output.
 *
 * Pure: equal content and context give equal compositions. Faults of the content are in
 * `messages`; with a fatal one the composition can be shown, never published.
 *
 * @param content
 *   As `assemble` gathered or `seal` sealed it; not changed.
 * @param context
 *   What is known from outside the edition.
 * @throws `ContentError` when the content is not that of an article (`composePages` takes that of a
 *   site, too), or not of the content model.
 */
export function compose(content: ComposableContent, context: Context): Preview {
  const file = new VFile()
  requireContent(content, file)
  const article = findDocument(content, 'article', content.root)
  if (!article) throw new ContentError(content.root, '', 'it is no article')

  const tree = buildTree(content, file)
  const text = textOf(content, [tree])
  const page = composePage(tree, article.leadFigure?._ref, content, context, file)
  const authors = authorsOf(article, content, file)
  const expertQuote = expertQuoteOf(article, content, file)
  const ids = (article.related ?? []).map(({_ref}) => _ref)
  const related = resolveRelated(ids, context.articles, file)
  for (const message of runChecks({content, context, article, ...page})) report(file, message)

  return {
    ...fromContext(context),
    ...fromArticle(article),
    ...page,
    authors,
    expertQuote,
    related,
    text,
    messages: toMessages(file),
  }
}

/**
 * Compose every page of a content: one of an article; of a site its expert board and its editorial
 * process, as far as it has them.
 *
 * @throws `ContentError` for content that is not of the content model.
 */
export function composePages(content: ComposableContent, context: Context): Preview[] {
  if (content.kind === 'article') return [compose(content, context)]

  const file = new VFile()
  requireContent(content, file)
  const settings = findDocument(content, 'siteSettings', content.root)
  if (!settings) throw new ContentError(content.root, '', 'it is no site settings')

  const pages = buildSitePages(content, file)
  const text = textOf(
    content,
    pages.map(({tree}) => tree),
  )
  return pages.map((sitePage) => {
    const ownFile = new VFile()
    ownFile.messages.push(...file.messages)
    const page = composePage(sitePage.tree, undefined, content, context, ownFile)
    for (const message of runChecks({content, context, article: null, ...page})) {
      report(ownFile, message)
    }
    return {
      ...fromContext(context),
      ...fromSitePage(sitePage, content.root, settings.language),
      ...page,
      text,
      messages: toMessages(ownFile),
    }
  })
}

type FromContext = Pick<Preview, 'approval' | 'kind' | 'notices' | 'sample' | 'site'>

function fromContext({notices, sample, site}: Context): FromContext {
  return {kind: 'preview', approval: null, notices, sample, site}
}

type Computed = 'authors' | 'expertQuote' | 'messages' | 'related' | 'text'

type FromArticle = Omit<Preview, Computed | keyof ComposedPage | keyof FromContext>

function fromArticle(article: Article): FromArticle {
  return {
    page: 'article',
    id: article._id,
    slug: article.slug.current,
    language: article.language,
    direction: directionOf(article.language),
    title: article.title,
    summary: article.summary,
    keyPoints: [...(article.keyPoints ?? [])],
    audience: article.audience,
    topics: article.topics ?? [],
    licence: licenceOf(article),
    work: article.work ?? null,
    translatedFrom: article.translatedFrom ?? null,
    collections: [...(article.collections ?? [])],
  }
}

function licenceOf({licence}: Article): Licence | null {
  return licence ? {name: licence.name, ...(licence.url && {url: licence.url})} : null
}

type FromSitePage = FromArticle & Pick<Preview, 'authors' | 'expertQuote' | 'related'>

function fromSitePage(
  {page, summary, title}: SitePage,
  id: string,
  language: string,
): FromSitePage {
  return {
    page,
    id,
    slug: page,
    language,
    direction: directionOf(language),
    title,
    summary,
    keyPoints: [],
    audience: 'patient',
    topics: [],
    licence: null,
    work: null,
    translatedFrom: null,
    collections: [],
    authors: [],
    expertQuote: null,
    related: [],
  }
}
