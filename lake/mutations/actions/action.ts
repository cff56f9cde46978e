import {LakeError, mutationError} from '../../lake-error.ts'
import {publishedId} from '../../store/document-facts.ts'
import type {StoredDocument} from '../../store/store.ts'
import type {Mutation} from '../mutation.ts'

/** One action of a request, its `actionType` known and its fields not yet read. */
export type ActionFields = Readonly<Record<string, unknown>>

/** What an action may look at: the documents as they are now, in its transaction. */
export interface ActionWorld {
  document(id: string): StoredDocument | undefined
  /** Ids of the drafts and versions of a document. */
  variants(id: string): string[]
}

/** Turn an action into the mutations that it stands for. */
export type Action = (fields: ActionFields, world: ActionWorld) => Mutation[]

/** Give a field that must be a non-empty string. */
export function text(fields: ActionFields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string' || value === '') {
    throw new LakeError(400, 'actionError', `${kind(fields)} needs \`${name}\``)
  }
  return value
}

/** Give a field that may be left out. */
function optionalText(fields: ActionFields, name: string): string | undefined {
  return fields[name] === undefined || fields[name] === null ? undefined : text(fields, name)
}

/** Demand that two ids are a draft or version, and the document that it is of. */
export function demandPair(fields: ActionFields, variant: string, published: string): void {
  if (variant === published || publishedId(variant) !== published) {
    throw new LakeError(
      400,
      'actionError',
      `${kind(fields)}: "${variant}" is no draft or version of "${published}"`,
    )
  }
}

/** Give a document that must be there. */
export function demandDocument(
  fields: ActionFields,
  world: ActionWorld,
  id: string,
): StoredDocument {
  const document = world.document(id)
  if (!document) {
    throw conflict('documentNotFoundError', `${kind(fields)}: there is no document "${id}"`, id)
  }
  return document
}

/** Demand that a document has the revision that the caller saw, where it says which. */
export function demandRevision(
  fields: ActionFields,
  name: string,
  id: string,
  document: StoredDocument | undefined,
): void {
  const expected = optionalText(fields, name)
  if (expected === undefined || document?._rev === expected) return
  throw conflict(
    'documentRevisionIDDoesNotMatchError',
    `${kind(fields)}: "${id}" has revision "${document?._rev ?? 'none'}", not "${expected}"`,
    id,
  )
}

/** Make a refusal because of what is in the lake. */
export function conflict(type: string, description: string, id: string): LakeError {
  const {items} = mutationError(409, type, description, {id})
  return new LakeError(409, 'actionError', description, items ? {items} : {})
}

/** Give a document's own fields under another id: its history is not another's. */
export function copyTo(id: string, document: StoredDocument): {_id: string; _type: string} {
  const {_rev, _updatedAt, ...fields} = document
  return {...fields, _id: id}
}

/** Give the last part of an action's type, for messages. */
export function kind(fields: ActionFields): string {
  return String(fields['actionType']).replace('sanity.action.document.', '')
}
