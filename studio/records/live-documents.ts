import type {SanityClient} from '@sanity/client'
import {defer, EMPTY, expand, Observable, reduce} from 'rxjs'

import type {RawDocument} from '#pipeline'
import {documentTypes} from '#schemas'

/** Documents a request. */
const pageSize = 500
const types = documentTypes.map(({name}) => name)

/** Every document of ours, as the lake has it, and which of them just changed. */
export interface DocumentsNow {
  documents: ReadonlyMap<string, RawDocument>
  /** Ids that changed since the last value; null after everything was read anew. */
  changed: ReadonlySet<string> | null
}

/**
 * Read every document of ours, drafts too, and follow each change.
 *
 * Versions of content releases are not our business. After a lost connection everything is read
 * anew, so that nothing is missed.
 */
export function liveDocuments(client: SanityClient): Observable<DocumentsNow> {
  return new Observable((observer) => {
    let documents = new Map<string, RawDocument>()
    let isLoading = false
    /** Changes that arrive while everything is read. */
    let waiting: Array<{id: string; document: RawDocument | null}> = []
    let reading: {unsubscribe(): void} | undefined

    const load = (): void => {
      reading?.unsubscribe()
      isLoading = true
      waiting = []
      reading = fetchAll(client).subscribe({
        next: (all) => {
          documents = new Map(all.map((document) => [document._id, document]))
          for (const {id, document} of waiting) put(documents, id, document)
          isLoading = false
          observer.next({documents, changed: null})
        },
        error: (error: unknown) => observer.error(error),
      })
    }
    const listening = client
      .listen<RawDocument>(
        '*[_type in $types && !(_id in path("versions.**"))]',
        {types},
        {includeResult: true, visibility: 'query', events: ['welcome', 'mutation', 'reconnect']},
      )
      .subscribe({
        next: (event) => {
          if (event.type === 'welcome') load()
          if (event.type !== 'mutation') return
          const id = event.documentId
          const document = event.transition === 'disappear' ? null : (event.result ?? null)
          if (isLoading) {
            waiting.push({id, document})
            return
          }
          documents = new Map(documents)
          put(documents, id, document)
          observer.next({documents, changed: new Set([id])})
        },
        error: (error: unknown) => observer.error(error),
      })
    return () => {
      listening.unsubscribe()
      reading?.unsubscribe()
    }
  })
}

function put(documents: Map<string, RawDocument>, id: string, document: RawDocument | null): void {
  if (document) documents.set(id, document)
  else documents.delete(id)
}

/** Page by id, which stays right while others write. */
function fetchAll(client: SanityClient): Observable<RawDocument[]> {
  const query = `*[_type in $types && _id > $after && !(_id in path("versions.**"))] | order(_id asc) [0...${pageSize}]`
  const page = (after: string) =>
    defer(() => client.observable.fetch<RawDocument[]>(query, {types, after}, {perspective: 'raw'}))
  return page('').pipe(
    expand((documents) => {
      const last = documents.at(-1)
      return documents.length < pageSize || !last ? EMPTY : page(last._id)
    }),
    reduce<RawDocument[], RawDocument[]>((all, documents) => [...all, ...documents], []),
  )
}
