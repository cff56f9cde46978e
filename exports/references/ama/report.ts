import type {CslItem} from '#schemas'

import {sentence} from '../parts.ts'
import type {Part} from '../parts.ts'
import {publication} from './book.ts'
import {dated} from './dates.ts'
import {journalArticle} from './journal-article.ts'
import {authors, editors} from './names.ts'
import {tail} from './tail.ts'

/**
 * `Authors. Title. Publisher; Year. Report number. Accessed Month D, YYYY. URL`
 *
 * Without a publisher, or with a full date, the date is `Published Month D, YYYY`. A guideline that
 * came out in a journal is written as an article.
 *
 * @see AMA Manual of Style, 11th edition, 3.13
 */
export function report(item: CslItem): Part[] {
  if (item['container-title'] && item.volume) return journalArticle(item)
  const exact = (item.issued?.['date-parts'][0].length ?? 0) > 1
  const inSeries = item['container-title'] && item['container-title'] !== item.publisher
  return [
    ...sentence(authors(item) || editors(item)),
    ...sentence({text: item.title, italic: true}),
    ...(inSeries ? sentence(item['container-title']) : []),
    ...(item.publisher && !exact ? sentence(publication(item)) : sentence(item.publisher)),
    ...sentence(numbered(item)),
    ...(item.publisher && !exact ? [] : sentence(dated('Published', item.issued))),
    ...tail(item),
  ]
}

/** Write a number with what it numbers, unless it says so itself. */
function numbered({number, genre}: CslItem): string {
  const text = number?.trim() ?? ''
  if (text === '' || /\s/.test(text)) return text
  return `${genre === 'guideline' ? 'Guideline' : 'Report'} ${text}`
}
