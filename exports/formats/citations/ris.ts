import type {CslItem, CslItemDate, CslItemName} from '#schemas'

import {bareDoi} from '../../references/identifiers.ts'
import {pageRange} from '../../references/page-range.ts'

type Line = [tag: string, value: string | undefined]

const types: Record<CslItem['type'], string> = {
  'article-journal': 'JOUR',
  book: 'BOOK',
  chapter: 'CHAP',
  dataset: 'DATA',
  report: 'RPRT',
  webpage: 'ELEC',
}

/**
 * Write a work as one RIS record, its lines ended by CR and LF.
 *
 * First and last page are apart (`SP`, `EP`); `AN` is the PubMed id, `C2` the PubMed Central id,
 * `C7` an article number.
 *
 * @see https://en.wikipedia.org/wiki/RIS_(file_format)
 */
export function toRis(item: CslItem): string {
  const range = pageRange(item.page)
  const lines: Line[] = [
    ['TY', types[item.type]],
    ['ID', item.id],
    ...names('AU', item.author),
    ...(item.custom?.['more-authors'] ? ([['AU', 'et al.']] as Line[]) : []),
    ...names('ED', item.editor),
    ['TI', item.title],
    ['T2', item['container-title'] ?? item['container-title-short']],
    ['J2', item['container-title-short']],
    ['M3', item.genre],
    ['PB', item.publisher],
    ['CY', item['publisher-place']],
    ['PY', year(item.issued ?? item['available-date'])],
    ['DA', date(item.issued ?? item['available-date'])],
    ['ET', item.edition],
    ['VL', item.volume],
    ['IS', item.issue],
    ['SP', range?.first ?? item.page],
    ['EP', range?.last],
    ['C7', item.number],
    ['DO', bareDoi(item)],
    ['AN', item.PMID],
    ['C2', item.PMCID],
    ['UR', item.URL],
    ['Y2', date(item.accessed)],
  ]
  const text = lines.map(([tag, value]) => toLine(tag, value)).join('')
  return `${text}ER  - \r\n\r\n`
}

/** A value has no line ends: else a title could begin a record. */
function toLine(tag: string, value: string | undefined): string {
  const words = value?.replaceAll(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim()
  return words ? `${tag}  - ${words}\r\n` : ''
}

/** `Family, Given`; a name that is whole stays so. */
function names(tag: string, list: readonly CslItemName[] | undefined): Line[] {
  return (list ?? []).map(({family, given, literal}) => [
    tag,
    literal ?? [family, given].filter(Boolean).join(', '),
  ])
}

function year(value: CslItemDate | undefined): string | undefined {
  const [first] = value?.['date-parts'][0] ?? []
  return first === undefined ? undefined : String(first).padStart(4, '0')
}

/** `2020/03/15/`, with empty places for what is not known. */
function date(value: CslItemDate | undefined): string | undefined {
  if (value === undefined) return undefined
  const [, month, day] = value['date-parts'][0]
  return `${year(value)}/${two(month)}/${two(day)}/`
}

function two(part: number | undefined): string {
  return part === undefined ? '' : String(part).padStart(2, '0')
}
