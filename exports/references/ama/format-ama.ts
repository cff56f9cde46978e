import type {CslItem} from '#schemas'

import {toReference} from '../parts.ts'
import type {Part} from '../parts.ts'
import type {FormattedReference} from '../reference.ts'
import {book, chapter} from './book.ts'
import {dataset} from './dataset.ts'
import {journalArticle} from './journal-article.ts'
import {report} from './report.ts'
import {webPage} from './web-page.ts'

const formats: Record<CslItem['type'], (item: CslItem) => Part[]> = {
  'article-journal': journalArticle,
  webpage: webPage,
  book,
  chapter,
  report,
  dataset,
}

/**
 * Write a reference in AMA style.
 *
 * Titles stay as they are: AMA keeps the capitals of the original. Text is never read as markup.
 *
 * @see AMA Manual of Style, 11th edition, chapter 3
 */
export function formatAma(item: CslItem): FormattedReference {
  return toReference(formats[item.type](item))
}
