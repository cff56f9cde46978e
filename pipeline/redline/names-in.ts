import {isRecord} from '../approval/record.ts'
import type {Content, RawDocument} from '../approval/types.ts'

/** How to call each document of a content in a few words, by id. */
export function namesIn(content: Content): Record<string, string> {
  const names = Object.values(content.documents).flatMap((document) => {
    const name = nameOf(document)
    return name ? [[document._id, name]] : []
  })
  return Object.fromEntries(names) as Record<string, string>
}

function nameOf(document: RawDocument): string {
  switch (document._type) {
    case 'citation':
      return workName(document)
    case 'figure':
      return text(document['alt'])
    case 'glossaryTerm':
      return text(document['abbreviation']) || text(document['expansion'])
    case 'sharedSection': {
      const section = document['section']
      return text(document['title']) || (isRecord(section) ? text(section['heading']) : '')
    }
    default:
      return text(document['name']) || text(document['title'])
  }
}

/** As an author names a work: `Eriksen 2015`; else by its title. */
function workName({authors, issued, title}: RawDocument): string {
  const [first] = Array.isArray(authors) ? (authors as unknown[]) : []
  const family = isRecord(first) ? text(first['family']) || text(first['literal']) : ''
  const year = isRecord(issued) && typeof issued['year'] === 'number' ? issued['year'] : ''
  return family ? `${family} ${year}`.trim() : text(title)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
