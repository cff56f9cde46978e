import {documentTypes, objectTypes} from '#schemas'

import {documentDecorations, objectDecorations} from './decorations.ts'

interface Titled {
  name: string
  fields?: ReadonlyArray<{name: string; title?: string}>
}

/** What the form calls the fields of a type, by name; fields of objects too. */
export function fieldTitles(type: string): ReadonlyMap<string, string> {
  const documents: readonly Titled[] = documentTypes
  const all: readonly Titled[] = [...objectTypes, ...documents.filter(({name}) => name === type)]
  const decorations = {...objectDecorations, ...documentDecorations}
  const titles = new Map<string, string>()
  for (const {name: owner, fields = []} of all) {
    for (const {name, title = name} of fields) {
      const own = decorations[owner]?.fields?.[name]?.['title']
      titles.set(name, typeof own === 'string' ? own : title)
    }
  }
  return titles
}
