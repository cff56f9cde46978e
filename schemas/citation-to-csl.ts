import type {Citation, CslDate, CslName} from './types.ts'

/** A name in CSL-JSON. */
export interface CslItemName {
  family?: string
  given?: string
  literal?: string
}

/** A date in CSL-JSON: year, then month and day where known. */
export interface CslItemDate {
  'date-parts': [number[]]
}

/** A work in CSL-JSON, as far as citations have its fields. */
export interface CslItem {
  id: string
  type: 'article-journal' | 'webpage' | 'book' | 'chapter' | 'report' | 'dataset'
  title: string
  genre?: string
  author?: CslItemName[]
  editor?: CslItemName[]
  'container-title'?: string
  'container-title-short'?: string
  publisher?: string
  'publisher-place'?: string
  issued?: CslItemDate
  /** Published online. */
  'available-date'?: CslItemDate
  accessed?: CslItemDate
  volume?: string
  issue?: string
  page?: string
  /** Article number. */
  number?: string
  edition?: string
  DOI?: string
  PMID?: string
  PMCID?: string
  URL?: string
  /** What CSL has no field for: the list of authors is cut. */
  custom?: {'more-authors': true}
}

/**
 * Write a citation as CSL-JSON.
 *
 * CSL has no guideline: it becomes a report of the genre `guideline`. Its status is left out.
 *
 * @see https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
 */
export function citationToCsl(citation: Citation): CslItem {
  const {_id: id, kind} = citation
  return withoutUndefined({
    id,
    type: kind === 'guideline' ? 'report' : kind,
    title: citation.title,
    genre: kind === 'guideline' ? 'guideline' : undefined,
    author: names(citation.authors),
    editor: names(citation.editors),
    'container-title': citation.containerTitle,
    'container-title-short': citation.containerTitleShort,
    publisher: citation.publisher,
    'publisher-place': citation.publisherPlace,
    issued: date(citation.issued),
    'available-date': date(citation.online),
    accessed: day(citation.accessed),
    volume: citation.volume,
    issue: citation.issue,
    page: citation.pages,
    number: citation.number,
    edition: citation.edition,
    DOI: citation.doi,
    PMID: citation.pmid,
    PMCID: citation.pmcid,
    URL: citation.url,
    custom: citation.moreAuthors === true ? {'more-authors': true as const} : undefined,
  })
}

function names(list: readonly CslName[] | undefined): CslItemName[] | undefined {
  if (list === undefined || list.length === 0) return undefined
  return list.map(({family, given, literal}) => withoutUndefined({family, given, literal}))
}

function date(value: CslDate | undefined): CslItemDate | undefined {
  if (value === undefined) return undefined
  const parts = [value.year, value.month, value.day].filter((part) => part !== undefined)
  return {'date-parts': [parts]}
}

/** @param text Calendar day, such as `2026-01-31`. */
function day(text: string | undefined): CslItemDate | undefined {
  return text === undefined ? undefined : {'date-parts': [text.split('-').map(Number)]}
}

type WithoutUndefined<T> = {[Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key]} & {
  [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>
}

function withoutUndefined<T extends object>(value: T): WithoutUndefined<T>
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined))
}
