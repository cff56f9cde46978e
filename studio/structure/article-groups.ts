import {map, type Observable} from 'rxjs'
import type {List, StructureBuilder, StructureResolverContext} from 'sanity/structure'

import {languageName} from './status-line.ts'

const listen = '*[_type == "article"]'

/** Articles by what they are about. */
export function articlesByTopic(
  S: StructureBuilder,
  {documentStore}: StructureResolverContext,
): Observable<List> {
  const topics = '*[_type == "article"].topics[]{"name": coalesce(label, code)}.name'
  return groups<string>(documentStore.listenQuery({fetch: topics, listen}, {}, options)).pipe(
    map((names) =>
      S.list()
        .id('by-topic')
        .title('By topic')
        .items([
          ...names.map((name) =>
            item(S, name, name, '$name in topics[].label || $name in topics[].code'),
          ),
          item(S, '', 'No topic', 'count(topics) == 0 || !defined(topics)', 'none'),
        ])
        .serialize(),
    ),
  )
}

/** Articles by language. */
export function articlesByLanguage(
  S: StructureBuilder,
  {documentStore}: StructureResolverContext,
): Observable<List> {
  const languages = '*[_type == "article" && defined(language)].language'
  return groups<string>(documentStore.listenQuery({fetch: languages, listen}, {}, options)).pipe(
    map((codes) =>
      S.list()
        .id('by-language')
        .title('By language')
        .items(codes.map((code) => item(S, code, languageName(code), 'language == $name')))
        .serialize(),
    ),
  )
}

const options = {tag: 'marrow.groups', apiVersion: '2025-02-19'}

/** Each value once, sorted. */
function groups<T extends string>(values: Observable<(T | null)[]>): Observable<T[]> {
  return values.pipe(
    map((found) =>
      [...new Set(found.filter((value) => value !== null))].toSorted((left, right) =>
        left.localeCompare(right),
      ),
    ),
  )
}

function item(S: StructureBuilder, name: string, title: string, filter: string, id = slug(name)) {
  return S.listItem()
    .id(id)
    .title(title)
    .child(
      S.documentList()
        .id(id)
        .title(title)
        .schemaType('article')
        .apiVersion('2025-02-19')
        .filter(`_type == "article" && (${filter})`)
        .params({name}),
    )
}

/** A name as a part of an address. */
function slug(name: string): string {
  return `g-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}
