import type {DocumentTypes} from '#schemas'

import type {Content} from './approval/types.ts'

type SealedTypes = Pick<
  DocumentTypes,
  'article' | 'citation' | 'figure' | 'glossaryTerm' | 'person' | 'sharedSection' | 'siteSettings'
>

/**
 * Find a document of the content by id and type.
 *
 * `assemble` has parsed it; only own properties count, so that an id such as `__proto__` finds
 * nothing.
 *
 * @returns
 *   Nothing when there is no such document, or it is of another type.
 */
export function findDocument<Name extends keyof SealedTypes>(
  content: Content,
  type: Name,
  id: string,
): SealedTypes[Name] | undefined {
  const document = Object.hasOwn(content.documents, id) ? content.documents[id] : undefined
  return document?._type === type ? (document as unknown as SealedTypes[Name]) : undefined
}

/** List the documents of one type, by id. */
export function documentsOf<Name extends keyof SealedTypes>(
  content: Content,
  type: Name,
): Map<string, SealedTypes[Name]> {
  return new Map(
    Object.keys(content.documents).flatMap((id) => {
      const document = findDocument(content, type, id)
      return document ? [[id, document] as const] : []
    }),
  )
}
