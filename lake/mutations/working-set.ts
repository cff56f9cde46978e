import {LakeError, mutationError} from '../lake-error.ts'
import {publishedId} from '../store/document-facts.ts'
import type {Change, StoredDocument, StoreView} from '../store/store.ts'
import {applyPatch, newPatchBudget} from './apply-patch.ts'
import {withArrayKeys} from './array-keys.ts'
import type {DiffMatch} from './check-diff-match-patch.ts'
import {checkDocument} from './check-document.ts'
import {checkDocumentId} from './check-id.ts'
import {limits} from './limits.ts'
import type {Mutation, NewDocument, PatchOperations} from './mutation.ts'

/** What a mutation did to its document. */
export interface MutationResult {
  id: string
  operation: 'create' | 'update' | 'delete' | 'none'
}

/** What a working set is given. */
export interface WorkingSetOptions {
  transactionId: string
  /** ISO time of the transaction. */
  at: string
  autoGenerateArrayKeys: boolean
  newId: () => string
  newKey: () => string
}

/** The documents of a transaction in the making: each mutation sees what those before it did. */
export class WorkingSet {
  readonly #view: StoreView
  readonly #options: WorkingSetOptions
  readonly #changes = new Map<string, Change>()
  readonly #budget = newPatchBudget()

  constructor(view: StoreView, options: WorkingSetOptions) {
    this.#view = view
    this.#options = options
  }

  /** Give a document as it is now, in this transaction. */
  document(id: string): StoredDocument | undefined {
    const change = this.#changes.get(id)
    return change ? (change.after ?? undefined) : this.#view.document(id)
  }

  /** Give the drafts and versions of a document that are there now. */
  variants(id: string): string[] {
    const stored = this.#view
      .candidates({where: {kind: 'published-id-in', ids: [id]}})
      .map((document) => document._id)
    return [...new Set([...stored, ...this.#changes.keys()])]
      .filter((other) => other !== id && publishedId(other) === id)
      .filter((other) => this.document(other) !== undefined)
      .toSorted()
  }

  /** Apply one mutation, and say what it did. */
  apply(mutation: Mutation, match: DiffMatch = 'exact'): MutationResult {
    if ('create' in mutation) return this.#create('create', mutation.create)
    if ('createOrReplace' in mutation) {
      return this.#create('createOrReplace', mutation.createOrReplace)
    }
    if ('createIfNotExists' in mutation) {
      return this.#create('createIfNotExists', mutation.createIfNotExists)
    }
    if ('delete' in mutation) return this.#delete(mutation.delete.id)
    const {id, ...operations} = mutation.patch
    return this.#patch(id, operations, match)
  }

  /**
   * Give what the transaction does, in the order in which its documents were first touched.
   *
   * A document that it created and deleted again is left out.
   *
   * @throws {LakeError} For a document that cannot be kept.
   */
  changes(): Change[] {
    const changes = [...this.#changes.values()].filter(({before, after}) => before || after)
    let bytes = 0
    for (const {after} of changes) {
      if (after) bytes += checkDocument(after)
      if (bytes > limits.transactionBytes) {
        const most = limits.transactionBytes / 1_000_000
        throw new LakeError(413, 'transactionTooLargeError', `A transaction may write ${most} MB`)
      }
    }
    return changes
  }

  #create(
    name: 'create' | 'createOrReplace' | 'createIfNotExists',
    given: NewDocument,
  ): MutationResult {
    const {transactionId, at} = this.#options
    const id = this.#idFor(given._id)
    checkDocumentId(id)
    const current = this.document(id)
    if (current && name === 'createIfNotExists') return {id, operation: 'none'}
    if (current && name === 'create') {
      throw mutationError(
        409,
        'documentAlreadyExistsError',
        `Document by ID "${id}" already exists`,
        {id},
      )
    }
    if (current && current._type !== given._type) {
      throw mutationError(
        400,
        'immutableAttributeError',
        `Cannot modify immutable attribute "_type" of "${id}"`,
        {id},
      )
    }
    const createdAt = given['_createdAt'] ?? current?._createdAt ?? at
    const {_rev, ...fields} = this.#keyed(given)
    const document = {
      ...fields,
      _id: id,
      _createdAt: createdAt as string,
      _updatedAt: at,
    }
    this.#set(id, {...document, _rev: transactionId}, {[name]: document})
    return {id, operation: current ? 'update' : 'create'}
  }

  #delete(id: string): MutationResult {
    if (!this.document(id)) return {id, operation: 'none'}
    this.#set(id, null, {delete: {id}})
    return {id, operation: 'delete'}
  }

  #patch(id: string, given: PatchOperations, match: DiffMatch): MutationResult {
    const current = this.document(id)
    if (!current) {
      throw mutationError(
        409,
        'documentNotFoundError',
        `The document with the ID "${id}" was not found`,
        {id},
      )
    }
    const operations = this.#keyed(given)
    const patched = applyPatch(current, operations, match, this.#budget)
    const {transactionId, at} = this.#options
    this.#set(
      id,
      {...patched, _updatedAt: at, _rev: transactionId},
      {patch: {...withoutRevision(operations), id}},
    )
    return {id, operation: 'update'}
  }

  #set(id: string, after: StoredDocument | null, mutation: object): void {
    const change = this.#changes.get(id)
    if (change) {
      change.after = after
      change.mutations.push(mutation)
    } else {
      const before = this.#view.document(id) ?? null
      this.#changes.set(id, {id, before, after, mutations: [mutation]})
    }
  }

  /** A new id where none is given, or where it ends with a dot. */
  #idFor(given: string | undefined): string {
    if (given === undefined) return this.#options.newId()
    return given.endsWith('.') ? given + this.#options.newId() : given
  }

  #keyed<T>(value: T): T {
    return this.#options.autoGenerateArrayKeys ? withArrayKeys(value, this.#options.newKey) : value
  }
}

/** Listeners replay mutations on a document whose revision they have checked themselves. */
function withoutRevision(operations: PatchOperations): PatchOperations {
  const {ifRevisionID: _ifRevisionID, ...rest} = operations
  return rest
}
