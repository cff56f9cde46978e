import type {Coding} from './compress.ts'

/** The sha-256 of some bytes, as headers have it: written once, sent often. */
export interface ContentDigest {
  /** A structured field. @see https://www.rfc-editor.org/rfc/rfc9530 */
  field: string
  /** Its start, for validators. */
  name: string
}

export function describeDigest(sha256: Buffer): ContentDigest {
  return {
    field: `sha-256=:${sha256.toString('base64')}:`,
    name: sha256.toString('base64url').slice(0, 27),
  }
}

/** Strong validator of some bytes in one coding. */
export function entityTag({name}: ContentDigest, coding: Coding | null): string {
  return `"${name}${coding === null ? '' : `.${coding}`}"`
}

/**
 * Whether `If-Match` holds. The tag of any coding of the current bytes counts: a client that has them
 * compressed has them.
 */
export function isMatch(header: string | null, tag: string): boolean {
  if (header === null) return true
  if (header.trim() === '*') return true
  return tagsIn(header).some((one) => !one.startsWith('W/') && plainTag(one) === plainTag(tag))
}

function plainTag(tag: string): string {
  return tag.replace(/\.(br|gzip)"$/, '"')
}

/** Whether `If-None-Match` names what would be sent. */
export function isNoneMatch(header: string | null, tag: string): boolean {
  if (header === null) return false
  if (header.trim() === '*') return true
  return tagsIn(header).some((one) => one.replace(/^W\//, '') === tag)
}

/** Whether a range may be sent: a weak tag or a date names no exact bytes. */
export function isRangeFresh(header: string | null, tag: string): boolean {
  return header === null || header.trim() === tag
}

function tagsIn(header: string): string[] {
  return header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\u{ff}]*"/gu) ?? []
}
