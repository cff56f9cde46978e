import type {Element} from 'hast'
import {h} from 'hastscript'

import type {OutlineEntry} from '#pipeline'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

/** Top entries that show before "View all" is opened. */
const shortLength = 6

/**
 * The table of contents: the first top sections, and "View all" with every heading.
 *
 * It opens and closes without a script: the style sheet hides the short list while the whole one is
 * open. Left out where the page has fewer than two sections.
 */
export function toContents(view: View): Element | null {
  const {composition, labels} = view
  const {outline} = composition
  if (outline.length < 2) return null
  const more = outline.length > shortLength || outline.some((entry) => entry.children.length > 0)
  return h('nav', {className: ['toc'], ariaLabelledBy: partIds.contents}, [
    h('details', {className: ['toc-fold'], open: true}, [
      h('summary', {id: partIds.contents, ...own(view)}, labels.contents),
      h(
        'ol',
        {className: ['toc-short']},
        outline.slice(0, shortLength).map((entry) => h('li', toLink(entry))),
      ),
      more
        ? h('details', {className: ['toc-all']}, [
            h('summary', own(view), labels.viewAll),
            h('ol', outline.map(toEntry)),
          ])
        : null,
    ]),
  ])
}

function toEntry(entry: OutlineEntry): Element {
  return h('li', [
    toLink(entry),
    entry.children.length > 0 ? h('ol', entry.children.map(toEntry)) : null,
  ])
}

function toLink(entry: OutlineEntry): Element {
  return h('a', {href: `#${entry.id}`}, entry.title)
}
