/**
 * Limits of the hosted Content Lake, so that what this lake takes can move there.
 *
 * @see https://www.sanity.io/docs/content-lake/technical-limits
 */
export const limits = {
  /** JSON of one document, in bytes. */
  documentBytes: 32_000_000,
  /** Different attributes of one document: each pair of a path and a type of value is one. */
  attributes: 1000,
  /** Attributes inside each other. */
  attributeDepth: 20,
  /** Characters of one name; our own limit. */
  nameLength: 1000,
  /** Arrays and objects inside each other, so that nothing overflows. */
  depth: 100,
  idLength: 128,
  /** Mutations or actions of one request. */
  mutations: 10_000,
  /** Documents that one query may select to be changed. */
  selected: 10_000,
  /** JSON of all documents that one transaction leaves, in bytes; our own limit. */
  transactionBytes: 256_000_000,
} as const

/** Our own limits of a patch: they bound its time and memory whatever the document. */
export const patchLimits = {
  /** Length of one path. */
  pathLength: 2048,
  /** Steps of one path. */
  pathSteps: 64,
  /** Largest index, from either end. */
  index: 100_000,
  /** Items of a range before the last step. */
  innerRange: 100,
  /** Choices that the brackets of one path can make together. */
  choices: 1000,
  /** Work of all patches of a request: about the array items that they look at. */
  work: 2_000_000,
  /** Array items that are copied in the time that it takes to look at one. */
  copiesPerWork: 50,
  /** Characters that a diff-match-patch reads or copies in that time. */
  charactersPerWork: 200,
  /** Length of a diff-match-patch. */
  diffLength: 1_000_000,
  /** Hunks of a diff-match-patch. */
  hunks: 500,
} as const
