import {parseDocument, sealFields} from '#schemas'

import {AssembleError} from './assemble-error.ts'
import {canonicalDocument, maxDepth} from './canonical-content.ts'
import {isDocumentId, publishedId} from './document-id.ts'
import {isRecord} from './record.ts'
import {referencesOf, type FoundReference} from './references-of.ts'
import type {Content, RawDocument} from './types.ts'

export interface AssembleOptions {
  /** `drafts`: the draft of a document, where there is one, stands for it. */
  perspective?: 'drafts' | 'published'
}

interface State {
  scope: Content['kind']
  find: (id: string) => RawDocument | undefined
  /** By id, in the order found. */
  documents: Map<string, RawDocument>
}

/**
 * Gather an article, or the site settings, with all that it refers to.
 *
 * Citations, people, figures, glossary terms and shared sections are followed; other articles
 * stay ids. Nothing is left out in silence: what is missing or wrong is thrown.
 *
 * @param rootId
 *   Id without `drafts.`.
 * @param documents
 *   Untrusted, by id; not changed.
 * @throws `AssembleError` with the keyed path and the ids from the root to the document at fault.
 */
export function assemble(
  rootId: string,
  documents: ReadonlyMap<string, RawDocument>,
  options: AssembleOptions = {},
): Content {
  const drafts = (options.perspective ?? 'drafts') === 'drafts'
  const find = (id: string): RawDocument | undefined =>
    (drafts ? documents.get(`drafts.${id}`) : undefined) ?? documents.get(id)

  const root = publishedId(rootId)
  const type = find(root)?._type
  if (type === undefined) {
    throw new AssembleError('root-missing', `There is no document \`${root}\``, {
      path: '',
      ids: [root],
    })
  }
  if (type !== 'article' && type !== 'siteSettings') {
    throw new AssembleError('root-type', `A \`${type}\` cannot be sealed by itself`, {
      path: '',
      ids: [root],
    })
  }

  const scope = type === 'article' ? 'article' : 'site'
  const state: State = {scope, find, documents: new Map()}
  gather(root, [root], state)

  const ids = [...state.documents.keys()].toSorted()
  return {
    kind: scope,
    root,
    documents: Object.fromEntries(ids.map((id) => [id, state.documents.get(id)!])),
  }
}

function gather(id: string, trail: readonly string[], state: State): void {
  const sealed = sealedFields(id, trail, state)
  state.documents.set(id, canonicalDocument(sealed, trail))

  for (const reference of references(sealed, trail)) {
    const place = {path: reference.path, ids: trail}
    const {id} = reference
    if (reference.kind === 'asset') continue
    if (!isDocumentId(reference.id)) {
      throw new AssembleError('reference-invalid', `\`${id}\` is no document id`, place)
    }
    if (reference.kind === 'article') continue
    checkTarget(reference, place, state)
    if (!state.documents.has(reference.id)) gather(reference.id, [...trail, reference.id], state)
  }
}

function checkTarget(
  reference: FoundReference,
  place: {path: string; ids: readonly string[]},
  state: State,
): void {
  const {id, types} = reference
  if (place.ids.includes(id)) {
    const circle = [...place.ids.slice(place.ids.indexOf(id)), id].join(' → ')
    throw new AssembleError('reference-cycle', `The content would contain itself: ${circle}`, place)
  }
  const target = state.find(id)
  if (!target) {
    throw new AssembleError(
      'reference-missing',
      `It refers to \`${id}\`, which is not there`,
      place,
    )
  }
  if (!types.includes(target._type)) {
    const wanted = types.join(' or ') || 'nothing'
    throw new AssembleError(
      'reference-type',
      `It refers to \`${id}\`, a \`${target._type}\`, where only ${wanted} may stand`,
      place,
    )
  }
}

function sealedFields(id: string, ids: readonly string[], state: State): RawDocument {
  const document: RawDocument = {...state.find(id)!, _id: id}
  if (isTooDeep(document, 0)) {
    throw new AssembleError('too-deep', `Content nests deeper than ${maxDepth} levels`, {
      path: '',
      ids,
    })
  }

  const {problems} = parseDocument(document)
  const [first] = problems
  if (first) {
    throw new AssembleError('document-invalid', first.message, {path: first.path, ids}, {problems})
  }
  return sealFields(document, state.scope)
}

function references(document: RawDocument, ids: readonly string[]): FoundReference[] {
  try {
    return referencesOf(document)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AssembleError('markdown-invalid', reason, {path: '', ids}, {cause})
  }
}

function isTooDeep(value: unknown, depth: number): boolean {
  if (!isRecord(value) && !Array.isArray(value)) return false
  return depth > maxDepth || Object.values(value).some((member) => isTooDeep(member, depth + 1))
}
