import {sha256Hex} from '#schemas'

/** Separates edition digests from every other use of sha256. */
const domain = 'marrow-edition-v1\n'

/** Deepest nesting of a payload: that of content, and what is around it. */
export const payloadDepth = 110

/** Digest the exact string of an edition. */
export function editionDigest(sealed: string): Promise<string> {
  return sha256Hex(domain + sealed)
}
