import type {Element} from 'hast'
import {h} from 'hastscript'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

/** Links that share the page: plain links, no script of a network. */
export function toShare(view: View): Element | null {
  const links = (view.composition.site?.shareTargets ?? []).flatMap((target) => {
    const href = toShareUrl(target.urlTemplate, view)
    if (href === null) return []
    return [
      h('li', [
        h('a', {href, rel: ['noopener', 'noreferrer']}, [
          h('span', {className: ['visually-hidden'], ...own(view)}, `${view.labels.share}: `),
          target.name,
        ]),
      ]),
    ]
  })
  if (links.length === 0) return null
  return h('section', {className: ['share'], ariaLabelledBy: partIds.share}, [
    h('h2', {id: partIds.share, ...own(view)}, view.labels.share),
    h('ul', links),
  ])
}

/**
 * Fill `{url}` and `{title}` of a share target; null where the page has no public address, or the
 * result is no http(s) or mailto address.
 */
function toShareUrl(template: string, {composition, publicUrl}: View): string | null {
  if (template.includes('{url}') && publicUrl === null) return null
  const href = template
    .replaceAll('{url}', encodeURIComponent(publicUrl ?? ''))
    .replaceAll('{title}', encodeURIComponent(composition.title))
  if (!URL.canParse(href)) return null
  return ['https:', 'http:', 'mailto:'].includes(new URL(href).protocol) ? href : null
}
