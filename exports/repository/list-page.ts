import type {Element, ElementContent} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {h} from 'hastscript'

import {compareText} from '#schemas'

import type {BundleManifest, BundlePage} from '../bundle/bundle-manifest.ts'
import {bagPath} from '../bundle/rights.ts'
import {englishDate} from '../english-date.ts'
import {listPageCss} from './list-page-css.ts'
import type {Tombstone} from './format/head.ts'
import {pageFolder} from './shelf.ts'
import type {ViewContents} from './view.ts'

/** Files of a page that the list links to beside the page itself, with the words of the link. */
const outputs = [
  ['fragment.html', 'Fragment'],
  ['article.json', 'JSON'],
  ['article.pdf', 'PDF'],
  ['press.pdf', 'Press PDF'],
  ['article.epub', 'EPUB'],
  ['article.jats.xml', 'JATS'],
  ['article.docx', 'Word'],
  ['article.icml', 'InDesign'],
  ['article.md', 'Markdown'],
  ['article.txt', 'Text'],
  ['citations.json', 'CSL-JSON'],
  ['citations.ris', 'RIS'],
  ['citations.bib', 'BibTeX'],
  ['citations.nlm.xml', 'NLM XML'],
] as const

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * Write the page that lists what a repository holds, and what was withdrawn.
 *
 * Plain HTML in English; addresses are relative. Under sample keys nothing is called reviewed.
 */
export function listPage({shelf, withdrawn, publisher, sample}: ViewContents): string {
  const pages = shelf
    .flatMap((shelved) => shelved.manifest.pages.map((page) => ({page, shelved})))
    .toSorted((a, b) => compareText(sortKey(a.page), sortKey(b.page)))
  const items = (isArticle: boolean) =>
    pages
      .filter(({page}) => (page.page === 'article') === isArticle)
      .map(({page, shelved}) => toItem(page, shelved, sample))
  const live = new Set(pages.map(({page}) => pageFolder(page)))
  const gone = withdrawn.toSorted((a, b) => compareText(a.title + a.edition, b.title + b.edition))

  const tree = h(null, [
    {type: 'doctype'},
    h('html', {lang: 'en'}, [
      toHead(`Published articles | ${publisher.name}`, sample),
      h('body', [
        h('header', h('p', publisher.name)),
        h('main', [
          h('h1', 'Published articles'),
          sample ? toBanner() : null,
          ...toSection('articles', 'Articles', items(true), 'No article is published.'),
          ...toSection('site', 'About the publisher', items(false)),
          ...toSection(
            'withdrawn',
            'Withdrawn',
            gone.map((tombstone) => toWithdrawn(tombstone, live)),
          ),
        ]),
      ]),
    ]),
  ])
  return `${toHtml(tree)}\n`
}

function toHead(title: string, sample: boolean): Element {
  return h('head', [
    h('meta', {charSet: 'utf-8'}),
    h('meta', {httpEquiv: ['Content-Security-Policy'], content: policy}),
    h('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
    h('meta', {name: 'color-scheme', content: 'light dark'}),
    sample ? h('meta', {name: 'robots', content: 'noindex'}) : null,
    h('title', title),
    h('style', listPageCss),
  ])
}

function toBanner(): Element {
  return h('p', {className: ['banner']}, [
    h('strong', 'Sample content, not reviewed by a physician.'),
    ' It was signed with sample keys. Do not rely on it.',
  ])
}

function toSection(id: string, title: string, items: Element[], none?: string): Element[] {
  if (items.length === 0 && none === undefined) return []
  return [
    h('section', {ariaLabelledBy: id}, [
      h('h2', {id}, title),
      items.length > 0 ? h('ul', items) : h('p', none),
    ]),
  ]
}

function toItem(
  page: BundlePage,
  {entry, manifest}: ViewContents['shelf'][number],
  sample: boolean,
): Element {
  const folder = encodeURIComponent(pageFolder(page))
  const paths = new Set(manifest.files.map((file) => file.path))
  const holds = (name: string) => paths.has(bagPath(page.folder, name))
  const files = outputs
    .filter(([name]) => holds(name))
    .map(([name, text]) => toLink(`${folder}/${name}`, text, page.title))
  const title = {lang: page.language, dir: 'auto' as const}
  const bundle = toLink(`../bundles/${entry.bundle}.zip`, 'Bundle', page.title)
  return h('li', [
    h(
      'h3',
      title,
      holds('index.html') ? h('a', {href: `${folder}/index.html`}, page.title) : page.title,
    ),
    h('p', {className: ['facts']}, between(toFacts(page, manifest, sample), ' · ')),
    h('p', {className: ['files']}, between([...files, bundle], ' ')),
  ])
}

/** Edition, language, and what its signatures mean. */
function toFacts(page: BundlePage, manifest: BundleManifest, sample: boolean): ElementContent[] {
  const {emergency, lastReviewed, number, reviewDue, overdue} = manifest
  const isReview = page.page === 'article' && !sample
  const words = sample
    ? 'Signed with sample keys on'
    : isReview
      ? 'Last reviewed on'
      : 'Approved on'
  return [
    h('span', `Edition ${number}`),
    h('span', `Language: ${page.language}`),
    h('span', [`${words} `, toTime(lastReviewed)]),
    ...(overdue && reviewDue !== null
      ? [h('strong', ['Review overdue since ', toTime(reviewDue)])]
      : []),
    ...(emergency ? [h('strong', 'Released under an emergency sign-off')] : []),
  ]
}

/** @param live Folders of pages: an address that went to another article leads to no notice. */
function toWithdrawn(tombstone: Tombstone, live: ReadonlySet<string>): Element {
  const {article, edition, effective, language, notice, number, severity, slug, title} = tombstone
  const folder = pageFolder({slug, language})
  const hasPage = tombstone.files.some(({path}) => path === 'index.html')
  const href = `${encodeURIComponent(folder)}/index.html`
  const name =
    hasPage && slug !== '' && !live.has(folder)
      ? h('a', {href}, title || article)
      : title || article
  return h('li', {className: ['withdrawn']}, [
    title === '' ? h('h3', name) : h('h3', {lang: language, dir: 'auto'}, name),
    h('p', {className: ['facts']}, [
      h('strong', ['Withdrawn on ', toTime(effective)]),
      ...between(['', `Edition ${number}`, `Language: ${language}`, `Reason: ${severity}`], ' · '),
    ]),
    notice ? h('p', {className: ['notice'], lang: language, dir: 'auto'}, notice) : null,
    h('p', {className: ['facts']}, h('code', edition)),
  ])
}

function toLink(href: string, text: string, title: string): Element {
  return h('a', {href, ariaLabel: `${text}: ${title}`}, text)
}

function toTime(instant: string): Element {
  return h('time', {dateTime: instant}, englishDate(instant))
}

/** Put a text between neighbours. */
function between<Item extends ElementContent | string>(
  items: readonly Item[],
  text: string,
): Array<Item | string> {
  return items.flatMap((item, index) => (index === 0 ? [item] : [text, item]))
}

function sortKey(page: BundlePage): string {
  return `${page.title}\n${page.language}\n${page.slug}`
}
