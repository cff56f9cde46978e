import type {CslItem} from '#schemas'

import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {longDate, yearOf} from './dates.ts'
import {authors} from './names.ts'
import {tail} from './tail.ts'

/**
 * `Authors. Title. Journal. Year;volume(issue):pages. doi:…`; without a volume,
 * `Published online Month D, YYYY`.
 *
 * @see AMA Manual of Style, 11th edition, 3.11 and 3.15
 */
export function journalArticle(item: CslItem): Part[] {
  const journal = item['container-title-short'] ?? item['container-title'] ?? ''
  return [
    ...sentence(authors(item)),
    ...sentence(item.title),
    ...sentence({text: journal.replace(/\.$/, ''), italic: true}),
    ...sentence(place(item)),
    ...tail(item),
  ]
}

function place(item: CslItem): string {
  const online = longDate(item['available-date'])
  const year = yearOf(item.issued) || yearOf(item['available-date'])
  const pages = pageRange(item.page ?? item.number)
  const issue = item.issue ? `(${item.issue})` : ''
  if (!item.volume && !issue && !pages && online !== '') return `Published online ${online}`
  const number = `${item.volume ?? ''}${issue}`
  return [year, number].filter(Boolean).join(';') + (pages ? `:${pages}` : '')
}

/** Write pages with hyphens, as AMA does: `819-830`. */
export function pageRange(pages: string | undefined): string {
  return (pages ?? '').trim().replaceAll(/\s*[\u2010-\u2014]\s*/g, '-')
}
