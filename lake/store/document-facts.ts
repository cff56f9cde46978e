import {searchText} from './search-text.ts'
import type {StoredDocument} from './store.ts'

/** A reference inside a document. */
export interface ReferenceFact {
  target: string
  /** Where it is, as `authors[0]`. */
  path: string
  /** Nothing checks it: it is weak, or its target is in another dataset. */
  weak: boolean
}

/** What the store's indexes hold of a document. */
export interface DocumentFacts {
  publishedId: string
  slug: string | null
  references: ReferenceFact[]
  /** For the full-text index. */
  text: string
}

/** Give the id without `drafts.` or `versions.<release>.`. */
export function publishedId(id: string): string {
  if (id.startsWith('drafts.')) return id.slice('drafts.'.length)
  if (!id.startsWith('versions.')) return id
  const end = id.indexOf('.', 'versions.'.length)
  return end === -1 ? id : id.slice(end + 1)
}

/** Read from a document what the store's indexes hold. */
export function documentFacts(document: StoredDocument): DocumentFacts {
  const references: ReferenceFact[] = []
  collect(document, '', references)
  return {
    publishedId: publishedId(document._id),
    slug: slugOf(document),
    references,
    text: searchText(document),
  }
}

/** Give the references of a value, in document order. */
export function referencesOf(value: unknown): ReferenceFact[] {
  const references: ReferenceFact[] = []
  collect(value, '', references)
  return references
}

function collect(value: unknown, path: string, references: ReferenceFact[]) {
  if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, `${path}[${index}]`, references))
  } else if (isRecord(value)) {
    if (typeof value['_ref'] === 'string') {
      const weak = value['_weak'] === true || '_dataset' in value || '_projectId' in value
      references.push({target: value['_ref'], path, weak})
    }
    for (const [key, field] of Object.entries(value)) {
      collect(field, path === '' ? key : `${path}.${key}`, references)
    }
  }
}

function slugOf(document: StoredDocument): string | null {
  const slug = document['slug']
  if (!isRecord(slug)) return null
  return typeof slug['current'] === 'string' ? slug['current'] : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
