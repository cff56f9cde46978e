import type {Element} from 'hast'
import {visit} from 'unist-util-visit'

import type {Composition} from '#pipeline'

import {toArticle} from '../article/article.ts'
import {makeView, publicUrlOf} from '../article/make-view.ts'
import {labelsFor, type Labels} from '../labels/labels.ts'
import type {ReferenceStyle} from '../references/reference.ts'
import {toBlocks} from './blocks.ts'
import {typstLanguage} from './inlines.ts'
import {dayOf, plain, regionOf, shortLine} from './document-parts.ts'
import type {PageSetup} from './page-setup.ts'
import {printedWordsFor, type PrintedWords} from './printed-words.ts'
import {signOffs} from './sign-offs.ts'
import type {TypstInline, TypstNode} from './typst-node.ts'

/** What `article.typ` reads at `/data.json`. */
export interface TypstDocument {
  title: string
  /** Two or three letters, as Typst takes them. */
  lang: string
  region: string | null
  dir: 'ltr' | 'rtl'
  authors: string[]
  description: string
  keywords: string[]
  /** UTC day on which the text was sealed. */
  date: [year: number, month: number, day: number] | null
  /** In the head of every page but the first; the first has `masthead`. */
  running: TypstInline[]
  masthead: TypstInline[]
  /** On every page: what a reader must not overlook. */
  warning: string
  /** On every page: number and digest of the edition. */
  edition: string
  page: [before: string, between: string, after: string]
  watermark: string
  setup: PageSetup
  body: TypstNode[]
}

/** What a printed document is made with. */
export interface DocumentOptions {
  referenceStyle: ReferenceStyle
  /** Template of other articles' public addresses, resolved against the site's. */
  articleUrl: string
  setup: PageSetup
  /** Where it goes: to readers, or to a press. */
  target: 'book' | 'paper'
}

/**
 * Turn a composition into what the template reads.
 *
 * The words and their order are those of the HTML page: both are made from the same article.
 * Contents and the list of sign-offs come besides.
 *
 * @throws `FigureUnknownError`, `ArticleUrlError`
 */
export async function toDocument(
  composition: Composition,
  options: DocumentOptions,
): Promise<TypstDocument> {
  const {approval, sample, site} = composition
  const labels = labelsFor(composition.language)
  const words = printedWordsFor(composition.language)
  const article = await articleOf(composition, options)
  return {
    title: plain(composition.title),
    lang: typstLanguage(composition.language),
    region: regionOf(composition.language),
    dir: composition.direction,
    authors: composition.authors.map(({name}) => plain(name)),
    description: plain(composition.summary),
    keywords: composition.topics.flatMap(({label}) => (label ? [plain(label)] : [])),
    date: approval ? dayOf(approval.sealedAt) : null,
    running: shortLine(composition.title),
    masthead: shortLine(site?.name ?? ''),
    warning: warningOf(composition, labels, words),
    edition: approval ? `${words.edition} ${approval.number} · SHA-256 ${approval.digest}` : '',
    page: words.page,
    watermark: approval ? '' : words.watermark,
    setup: options.setup,
    body: bodyOf(article, composition, {
      labels,
      words,
      onPaper: options.target === 'paper',
      sample,
    }),
  }
}

async function articleOf(composition: Composition, options: DocumentOptions): Promise<Element> {
  const {articleUrl, referenceStyle, target} = options
  const view = await makeView(composition, {
    target,
    articleUrl,
    publicUrl: articleUrl,
    assetBase: '',
    referenceStyle,
  })
  const article = toArticle(view)
  // A file that was sent by mail has no neighbours: links to other articles need the site.
  visit(article, 'element', ({properties}) => {
    const {dataArticle: id, dataSlug: slug, dataLanguage: language} = properties
    if (id === undefined) return
    const target = {id: String(id), slug: String(slug), language: String(language)}
    properties['href'] = publicUrlOf({site: composition.site, ...target}, articleUrl)
  })
  return article
}

interface Making {
  labels: Labels
  words: PrintedWords
  onPaper: boolean
  sample: boolean
}

function bodyOf(article: Element, composition: Composition, making: Making): TypstNode[] {
  const ids = new Set<string>()
  visit(article, 'element', ({properties: {id}}) => {
    if (typeof id === 'string') ids.add(id)
  })
  const nodes = toBlocks([article], {
    places: {ids, given: new Set()},
    citedOn: making.words.citedOn,
    onPaper: making.onPaper,
    isBoard: composition.page === 'expert-board',
    isNested: false,
  })
  const body = withContents(nodes, composition, making.words)
  return withSignOffs(body, signOffs(composition, making.labels, making.words))
}

/** Contents come before the first heading, as on the page. */
function withContents(
  nodes: TypstNode[],
  {outline, page}: Composition,
  words: PrintedWords,
): TypstNode[] {
  if (page !== 'article' || outline.length < 2) return nodes
  const count = outline.reduce((sum, {children}) => sum + 1 + children.length, 0)
  const index = nodes.findLastIndex(
    (node) =>
      typeof node !== 'string' &&
      (node.t === 'byline' ||
        node.t === 'title' ||
        (node.t === 'paragraph' && node.look === 'summary')),
  )
  return nodes.toSpliced(index + 1, 0, {
    t: 'contents',
    title: words.contents,
    columns: count > 12 ? 2 : 1,
  })
}

/** Sign-offs follow the facts about the edition. */
function withSignOffs(nodes: TypstNode[], block: TypstNode[]): TypstNode[] {
  const index = nodes.findLastIndex((node) => typeof node !== 'string' && node.t === 'facts')
  return nodes.toSpliced(index === -1 ? nodes.length : index + 1, 0, ...block)
}

function warningOf({approval, sample}: Composition, labels: Labels, words: PrintedWords): string {
  if (!approval) return words.watermark
  if (sample) return labels.banner.sample
  if (approval.emergency) return labels.banner.emergency
  return approval.overdue ? labels.banner.overdue : ''
}
