/** Which documents a query can need, as far as the store's indexes can tell. */
export interface CandidatePlan {
  where: Condition
  order?: {by: '_id' | '_createdAt' | '_updatedAt'; direction: 'asc' | 'desc'}
  limit?: number
}

/** What the store can select by; a document that a query returns always meets it. */
export type Condition =
  | {kind: 'all'}
  | {kind: 'none'}
  | {kind: 'and' | 'or'; conditions: Condition[]}
  | {kind: 'id-in'; ids: string[]}
  /** `path("drafts.**")`. */
  | {kind: 'id-prefix'; prefix: string}
  /** The published documents with these ids, their drafts and their versions. */
  | {kind: 'published-id-in'; ids: string[]}
  | {kind: 'type-in'; types: string[]}
  | {kind: 'slug-in'; slugs: string[]}
  | {kind: 'references'; ids: string[]}
  /** Full text: a superset of `match` and `text::query`. */
  | {kind: 'text'; query: string}
  | {
      kind: 'range'
      field: '_id' | '_createdAt' | '_updatedAt'
      op: '<' | '<=' | '>' | '>='
      value: string
    }
