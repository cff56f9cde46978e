import type {Element} from 'xast'
import {x} from 'xastscript'

import type {CslItem, CslItemDate, CslItemName} from '#schemas'
import {webUrl} from '../../web-url.ts'
import {bareDoi} from '../identifiers.ts'
import {pageRange} from '../page-range.ts'

type Part = Element | undefined

const publicationTypes: Record<CslItem['type'], string> = {
  'article-journal': 'journal',
  book: 'book',
  chapter: 'book',
  dataset: 'data',
  report: 'report',
  webpage: 'webpage',
}

/**
 * Describe a work as JATS and NLM do: each part of it in its own element.
 *
 * @see https://jats.nlm.nih.gov/publishing/tag-library/1.4/element/element-citation.html
 */
export function elementCitation(item: CslItem): Element {
  const parts = [
    people('author', item.author, item.custom?.['more-authors'] === true),
    ...titles(item),
    people('editor', item.editor, false),
    text('edition', item.edition),
    text('publisher-loc', item['publisher-place']),
    text('publisher-name', item.publisher),
    ...date(item.issued ?? item['available-date']),
    text('volume', item.volume),
    text('issue', item.issue),
    ...pages(item),
    accessed(item.accessed),
    pubId('doi', bareDoi(item)),
    pubId('pmid', item.PMID?.trim()),
    pubId('pmcid', item.PMCID?.trim()),
    address(item.URL),
  ]
  return x(
    'element-citation',
    {'publication-type': item.genre === 'guideline' ? 'guideline' : publicationTypes[item.type]},
    parts.filter((part) => part !== undefined),
  )
}

/** The title of the work, and of what it is in. */
function titles(item: CslItem): Part[] {
  const container = item['container-title-short'] ?? item['container-title']
  switch (item.type) {
    case 'article-journal':
      return [text('article-title', item.title), text('source', container)]
    case 'chapter':
      return [text('chapter-title', item.title), text('source', item['container-title'])]
    case 'dataset':
      return [text('data-title', item.title), text('source', container)]
    case 'webpage':
      return container === undefined
        ? [text('source', item.title)]
        : [text('article-title', item.title), text('source', container)]
    default:
      return [text('source', item.title), text('series', container)]
  }
}

function people(type: string, list: CslItemName[] | undefined, more: boolean): Part {
  const names = (list ?? []).flatMap((name) => toName(name) ?? [])
  if (names.length === 0) return undefined
  return x('person-group', {'person-group-type': type}, [...names, ...(more ? [x('etal')] : [])])
}

function toName({family, given, literal}: CslItemName): Part {
  if (literal) return x('collab', literal)
  const surname = family || given
  if (!surname) return undefined
  return x('name', [x('surname', surname), ...(family && given ? [x('given-names', given)] : [])])
}

/** Year, month and day as far as they are known; the year alone has the whole date. */
function date(value: CslItemDate | undefined): Part[] {
  const [year, month, day] = value?.['date-parts'][0] ?? []
  if (year === undefined) return []
  const known = [year, month, day].filter((part) => part !== undefined)
  const iso = known.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
  return [
    x('year', {'iso-8601-date': iso}, String(year)),
    ...(month === undefined ? [] : [x('month', String(month))]),
    ...(month === undefined || day === undefined ? [] : [x('day', String(day))]),
  ]
}

function pages({page, number}: CslItem): Part[] {
  const range = pageRange(page)
  if (range) return [x('fpage', range.first), text('lpage', range.last)]
  return [text('page-range', page), text('elocation-id', page === undefined ? number : undefined)]
}

function accessed(value: CslItemDate | undefined): Part {
  if (!value) return undefined
  const [year = 0, month = 1, day = 1] = value['date-parts'][0]
  const iso = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
  return x('date-in-citation', {'content-type': 'access-date', 'iso-8601-date': iso}, iso)
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

function pubId(type: string, id: string | undefined): Part {
  return id ? x('pub-id', {'pub-id-type': type}, id) : undefined
}

/** An address that is none stays as words. */
function address(value: string | undefined): Part {
  if (!value) return undefined
  const url = webUrl(value)
  if (!url) return x('comment', value)
  return x('ext-link', {'ext-link-type': 'uri', 'xlink:href': url.href}, url.href)
}

function text(name: string, value: string | undefined): Part {
  return value ? x(name, value) : undefined
}
