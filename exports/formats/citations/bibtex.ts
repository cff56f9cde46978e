import type {CslItem, CslItemName} from '#schemas'

import {bareDoi} from '../../references/identifiers.ts'

const types: Record<CslItem['type'], string> = {
  'article-journal': 'article',
  book: 'book',
  chapter: 'incollection',
  dataset: 'misc',
  report: 'techreport',
  webpage: 'misc',
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** Characters that TeX reads as commands. */
const escapes: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
}

/** Write works as BibTeX, in UTF-8; each entry's key is its id, made unique. */
export function toBibtex(works: readonly CslItem[]): string {
  const taken = new Set<string>()
  return works.map((item) => toEntry(item, keyOf(item, taken))).join('\n')
}

/** Letters, digits, `.`, `:`, `-` and `_` of an id; BibTeX does not tell capitals apart. */
function keyOf({id}: CslItem, taken: Set<string>): string {
  const wanted = id.replaceAll(/[^\w.:-]+/g, '-') || 'source'
  let key = wanted
  for (let time = 2; taken.has(key.toLowerCase()); time += 1) key = `${wanted}-${time}`
  taken.add(key.toLowerCase())
  return key
}

function toEntry(item: CslItem, key: string): string {
  const fields = Object.entries(fieldsOf(item)).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = ${value},\n`],
  )
  return `@${types[item.type]}{${key},\n${fields.join('')}}\n`
}

function fieldsOf(item: CslItem): Record<string, string | undefined> {
  const [year, month] = (item.issued ?? item['available-date'])?.['date-parts'][0] ?? []
  const container = item['container-title'] ?? item['container-title-short']
  return {
    author: people(item.author, item.custom?.['more-authors'] === true),
    editor: people(item.editor, false),
    // Braces twice: styles keep the capitals.
    title: item.title ? `{{${text(item.title)}}}` : undefined,
    [item.type === 'chapter' ? 'booktitle' : 'journal']: field(
      item.type === 'chapter' || item.type === 'article-journal' ? container : undefined,
    ),
    howpublished: field(item.type === 'webpage' || item.type === 'dataset' ? container : undefined),
    [item.type === 'report' ? 'institution' : 'publisher']: field(item.publisher),
    address: field(item['publisher-place']),
    type: item.genre === undefined ? undefined : field(item.genre),
    edition: field(item.edition),
    year: year === undefined ? undefined : `{${year}}`,
    month: month === undefined ? undefined : months[month - 1],
    volume: field(item.volume),
    number: field(item.issue),
    pages: field(item.page?.replaceAll(/\s*[-\u2010-\u2015]+\s*/g, '--')),
    eid: field(item.number),
    doi: verbatim(bareDoi(item)),
    pmid: field(item.PMID),
    pmcid: field(item.PMCID),
    url: verbatim(item.URL),
    urldate: accessed(item),
  }
}

function people(list: readonly CslItemName[] | undefined, more: boolean): string | undefined {
  const names = (list ?? []).map(({family, given, literal}) => {
    if (literal) return `{${text(literal)}}`
    const parts = [family, given].filter((part) => part !== undefined && part !== '')
    return parts.map((part) => guarded(part!)).join(', ')
  })
  const all = [...names.filter((name) => name !== ''), ...(more ? ['others'] : [])]
  return all.length === 0 ? undefined : `{${all.join(' and ')}}`
}

/** A comma or an `and` in a name parts no names. */
function guarded(name: string): string {
  return /,|(?:^|\s)and(?:\s|$)/i.test(name) ? `{${text(name)}}` : text(name)
}

function field(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : `{${text(value)}}`
}

/** Text in one line, TeX's own characters escaped; its braces always balance. */
function text(value: string): string {
  return value
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replaceAll(/[\\{}~^$&#_%]/g, (character) => escapes[character] ?? character)
}

/** Addresses and DOIs are read as they are: braces, backslashes and blanks are percent-encoded. */
function verbatim(value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '') return undefined
  return `{${value.trim().replaceAll(/[\\{}\p{Cc}\s]/gu, encodeURIComponent)}}`
}

function accessed({accessed: day}: CslItem): string | undefined {
  if (!day) return undefined
  const parts = day['date-parts'][0].map((part, index) =>
    String(part).padStart(index === 0 ? 4 : 2, '0'),
  )
  return `{${parts.join('-')}}`
}
