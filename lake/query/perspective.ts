import {LakeError} from '../lake-error.ts'
import {publishedId} from '../store/document-facts.ts'
import type {StoredDocument} from '../store/store.ts'
import {idInLayer, layerOf} from './document-ids.ts'

/** How a query sees drafts and versions. */
export type Perspective =
  /** Every document under its own id. */
  | {kind: 'raw'}
  /** One document per published id: of the first of these layers that has it. */
  | {kind: 'layers'; layers: readonly string[]}

/** Most releases in one perspective, as in the hosted lake. */
const maxReleases = 32

/**
 * Read a perspective as clients give it: a name, a comma-separated list, a JSON array or a list.
 *
 * `published` is under every other layer, named or not.
 *
 * @throws {LakeError} 400 for a name that cannot be one, and for `raw` or `published` above others.
 */
export function parsePerspective(value: string | readonly string[]): Perspective {
  const names = namesOf(value).map((name) => (name === 'previewDrafts' ? 'drafts' : name))
  if (names.length === 1 && names[0] === 'raw') return {kind: 'raw'}
  const layers = names.at(-1) === 'published' ? names : [...names, 'published']
  const upper = layers.slice(0, -1)
  if (upper.includes('raw') || upper.includes('published')) {
    throw refused(`"${names.join(',')}": raw and published cannot be combined with others`)
  }
  if (upper.length > maxReleases) throw refused(`more than ${maxReleases} layers`)
  if (new Set(upper).size !== upper.length) throw refused(`"${names.join(',')}" names one twice`)
  const wrong = upper.find((name) => !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
  if (names.length === 0 || wrong !== undefined) throw refused(`"${wrong ?? ''}" is no perspective`)
  return {kind: 'layers', layers}
}

/**
 * Give a document as a perspective shows it.
 *
 * In layers its `_id` is the published one and `_originalId` its own. A version that only marks
 * the document for unpublishing hides it: undefined.
 */
export function shown(
  document: StoredDocument,
  perspective: Perspective,
): StoredDocument | undefined {
  if (perspective.kind === 'raw') return document
  if (isUnpublishing(document)) return undefined
  return {...document, _id: publishedId(document._id), _originalId: document._id}
}

/** Ids that hide this document, were they there: its places in the layers above its own. */
export function idsAbove(id: string, perspective: Perspective): string[] {
  if (perspective.kind === 'raw') return []
  const published = publishedId(id)
  const above = perspective.layers.slice(0, Math.max(0, perspective.layers.indexOf(layerOf(id))))
  return above.map((layer) => idInLayer(published, layer))
}

/** Ids of the documents that may answer a reference, the one that counts first. */
export function idsFor(reference: string, perspective: Perspective): string[] {
  if (perspective.kind === 'raw') return [reference]
  if (publishedId(reference) !== reference) return []
  return perspective.layers.map((layer) => idInLayer(reference, layer))
}

function isUnpublishing(document: StoredDocument): boolean {
  const system = document['_system']
  return (
    typeof system === 'object' &&
    system !== null &&
    Object.hasOwn(system, 'delete') &&
    (system as {delete: unknown}).delete === true
  )
}

function namesOf(value: string | readonly string[]): readonly string[] {
  if (typeof value !== 'string') return value
  if (!value.startsWith('[')) return value.split(',').map((name) => name.trim())
  let names: unknown
  try {
    names = JSON.parse(value)
  } catch (cause) {
    throw refused(`${value} is no JSON array`, cause)
  }
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    throw refused(`${value} is no list of names`)
  }
  return names
}

function refused(reason: string, cause?: unknown): LakeError {
  return new LakeError(400, 'invalidPerspective', `Perspective refused: ${reason}`, {cause})
}
