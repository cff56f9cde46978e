import type {ElementContent} from 'hast'
import {toHtml} from 'hast-util-to-html'
import {h} from 'hastscript'

import {compareText} from '#schemas'

import type {BundlePage} from '../bundle/bundle-manifest.ts'
import {bagPath} from '../bundle/rights.ts'
import {pageFolder} from './repository-index.ts'
import type {LiveEntry} from './repository-index.ts'
import type {Shelved} from './view.ts'

const css = `
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
caption, th, td { text-align: start; padding: .4rem .6rem; vertical-align: top }
tr { border-bottom: 1px solid }
.sample { border: 2px solid; padding: .5rem 1rem; font-weight: bold }
.scroll { overflow-x: auto }
`

/** Files of a page that the list links to, with the words of the link. */
const outputs = [
  ['index.html', 'Page'],
  ['fragment.html', 'Fragment'],
  ['article.json', 'JSON'],
] as const

/** Write the page that lists what a repository holds. Plain HTML; addresses are relative. */
export function listPage(
  shelf: readonly Shelved[],
  publisher: {name: string},
  sample: boolean,
): string {
  const rows = shelf
    .flatMap((shelved) => shelved.entry.pages.map((page) => ({page, shelved})))
    .toSorted((a, b) => compareText(sortKey(a.page), sortKey(b.page)))
    .map(({page, shelved}) => row(page, shelved))
  const title = `${publisher.name}: published articles`
  const head = ['Title', 'Language', 'Edition', 'Reviewed', 'Files']

  const tree = h(null, [
    {type: 'doctype'},
    h('html', {lang: 'en'}, [
      h('head', [
        h('meta', {charset: 'utf-8'}),
        h('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
        ...(sample ? [h('meta', {name: 'robots', content: 'noindex'})] : []),
        h('title', title),
        h('style', css),
      ]),
      h('body', [
        h('main', [
          ...(sample
            ? [h('p', {className: ['sample']}, 'Sample content, not reviewed by a physician')]
            : []),
          h('h1', title),
          h('div', {className: ['scroll'], role: 'region', tabIndex: 0, ariaLabel: 'Articles'}, [
            h('table', [
              h('caption', `${rows.length} ${rows.length === 1 ? 'page' : 'pages'}`),
              h(
                'thead',
                h(
                  'tr',
                  head.map((text) => h('th', {scope: 'col'}, text)),
                ),
              ),
              h('tbody', rows),
            ]),
          ]),
        ]),
      ]),
    ]),
  ])
  return `${toHtml(tree)}\n`
}

function row(page: BundlePage, {entry, manifest}: Shelved): ElementContent {
  const folder = encodeURIComponent(pageFolder(page))
  const has = new Set(manifest.files.map((file) => file.path))
  const links = outputs
    .filter(([name]) => has.has(bagPath(page.folder, name)))
    .map(([name, text]) => link(`${folder}/${name}`, text, page.title))
  const bundle = link(`../bundles/${entry.bundle}.zip`, 'Bundle', page.title)
  const files = [...links, bundle].flatMap((one, index) => (index === 0 ? [one] : [' ', one]))
  return h('tr', [
    h('th', {scope: 'row', lang: page.language, dir: 'auto'}, page.title),
    h('td', page.language),
    h('td', String(entry.number)),
    h('td', reviewed(entry)),
    h('td', files),
  ])
}

function link(href: string, text: string, title: string): ElementContent {
  return h('a', {href, ariaLabel: `${text}: ${title}`}, text)
}

function reviewed(entry: LiveEntry): string {
  const day = entry.lastReviewed.slice(0, 10)
  return entry.status === 'overdue' ? `${day} (review overdue)` : day
}

function sortKey(page: BundlePage): string {
  return `${page.title}\n${page.language}\n${page.slug}`
}
