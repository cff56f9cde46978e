import type {StoredDocument} from '../store/store.ts'
import type {Documents} from './documents.ts'

/** Most references that are got ahead of being asked for, in one request. */
const ahead = 200
/** Most documents whose references are looked at for that. */
const maxExpected = 5000

/**
 * Answers dereferences, many in one request.
 *
 * groq-js asks for one document at a time. The first that is not here brings along those that are
 * likely to be asked for next: what other documents refer to from fields that the query names.
 */
export class References {
  readonly #documents: Documents
  readonly #fields: ReadonlySet<string>
  readonly #known = new Map<string, StoredDocument | null>()
  readonly #queue: string[] = []
  readonly #places = new Map<string, number>()
  #expected: StoredDocument[] = []
  #count = 0

  constructor(documents: Documents, fields: ReadonlySet<string>) {
    this.#documents = documents
    this.#fields = fields
  }

  /** Note documents that the query is about to look at. */
  expect(documents: readonly StoredDocument[]): void {
    const room = maxExpected - this.#count
    this.#expected.push(...documents.slice(0, room))
    this.#count += Math.min(room, documents.length)
  }

  /** Get the document that a reference leads to; null where the caller sees none. */
  get(reference: string): StoredDocument | null {
    const known = this.#known.get(reference)
    if (known !== undefined) return known
    this.#readExpected()
    const place = this.#places.get(reference)
    const next = place === undefined ? [] : this.#queue.slice(place, place + ahead)
    const wanted = [reference, ...next.filter((id) => id !== reference && !this.#known.has(id))]
    const found = this.#documents.referenced(wanted)
    for (const id of wanted) this.#known.set(id, withoutThen(found.get(id) ?? null))
    this.expect([...found.values()])
    return this.#known.get(reference) ?? null
  }

  #readExpected(): void {
    for (const document of this.#expected) {
      for (const [name, value] of Object.entries(document)) {
        if (this.#fields.has(name)) this.#queueReferences(value)
      }
    }
    this.#expected = []
  }

  #queueReferences(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    if ('_ref' in value && typeof value._ref === 'string' && !this.#places.has(value._ref)) {
      this.#places.set(value._ref, this.#queue.length)
      this.#queue.push(value._ref)
    }
    for (const item of Object.values(value)) this.#queueReferences(item)
  }
}

/** groq-js takes whatever has a `then` for a promise, and refuses it: hide a field of that name. */
function withoutThen(document: StoredDocument | null): StoredDocument | null {
  if (!document || !Object.hasOwn(document, 'then')) return document
  return new Proxy(document, {has: (target, name) => name !== 'then' && name in target})
}
