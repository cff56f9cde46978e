/** Which documents a query can need, as far as the store's indexes can tell. */
export interface CandidatePlan {
  where: Condition
  /** Documents with equal values come in order of id, in the same direction. */
  order?: {by: OrderField; direction: 'asc' | 'desc'}
  /** Only those that come after this document in the order: the next page. */
  after?: {value: string; id: string}
  limit?: number
}

/** What the store can order by; `publishedId` is the id without the prefix of a draft or version. */
export type OrderField = '_id' | '_createdAt' | '_updatedAt' | 'publishedId'

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
  /** Published documents, drafts, and versions in these releases, as far as each is named. */
  | {kind: 'layer-in'; layers: readonly string[]}
  | {kind: 'type-in'; types: string[]}
  | {kind: 'slug-in'; slugs: string[]}
  | {kind: 'references'; ids: string[]}
  /** An expression of FTS5, written by lake/query/text-terms.ts. */
  | {kind: 'text'; query: string}
  | {kind: 'range'; field: OrderField; op: '<' | '<=' | '>' | '>='; value: string}
