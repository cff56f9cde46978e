import {isRecord, own} from './record.ts'

/** Ids of documents: what Marrow accepts, and how it names editions. */

const idPattern = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/
const editionPattern = /^edition\.(.+)\.([1-9]\d{0,8})$/

/** Devices of Windows: a name is reserved with any ending, so `con.svg` is too. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i

/** The highest number that an edition can have. */
const lastEditionNumber = 999_999_999

/** Tell whether an id is one that a document of ours can have; it is safe as a property name. */
export function isDocumentId(id: unknown): id is string {
  return typeof id === 'string' && idPattern.test(id)
}

/** Tell whether Windows takes a name for a device: no file there can have it. */
export function isDeviceName(name: string): boolean {
  return devices.test(name.split('.')[0]!.trimEnd())
}

/** Drop `drafts.`, which marks the unpublished state of the same document. */
export function publishedId(id: string): string {
  return id.startsWith('drafts.') ? id.slice('drafts.'.length) : id
}

/** Name an edition; deterministic, so that two submitters cannot both take a number. */
export function editionId(article: string, number: number): string {
  return `edition.${article}.${number}`
}

/** Tell whether a value is a number that an edition can have. */
export function isEditionNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= lastEditionNumber
}

/** Read an edition id back; null when it is none. */
export function parseEditionId(id: string): {article: string; number: number} | null {
  const match = editionPattern.exec(id)
  return match?.[1] === undefined ? null : {article: match[1], number: Number(match[2])}
}

/** Tell whether what was stored is an object with a text as its own `_id`. */
export function hasId(value: unknown): boolean {
  return isRecord(value) && typeof own(value, '_id') === 'string'
}
