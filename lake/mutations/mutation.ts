/** A document as a client gives it: system fields may be missing. */
export interface NewDocument {
  _id?: string
  _type: string
  [field: string]: unknown
}

/** What a patch does, in the order in which it is done. */
export interface PatchOperations {
  ifRevisionID?: string
  setIfMissing?: Record<string, unknown>
  set?: Record<string, unknown>
  unset?: string[]
  diffMatchPatch?: Record<string, string>
  inc?: Record<string, number>
  dec?: Record<string, number>
  insert?: {before?: string; after?: string; replace?: string; items: unknown[]}
}

/** Which documents a mutation is about: all that a query finds, of which ids or documents count. */
export interface QuerySelection {
  query: string
  params: Record<string, unknown>
}

/** One mutation, about known documents. */
export type Mutation =
  | {create: NewDocument}
  | {createOrReplace: NewDocument}
  | {createIfNotExists: NewDocument}
  | {delete: {id: string}}
  | {patch: PatchOperations & {id: string}}

/** One mutation, as it was asked for. */
export type MutationRequest =
  | {create: NewDocument}
  | {createOrReplace: NewDocument}
  | {createIfNotExists: NewDocument}
  | {delete: {ids: string[]} | QuerySelection}
  | {patch: {select: {ids: string[]} | QuerySelection; operations: PatchOperations}}
