import {editionDigest} from './edition-digest.ts'
import {EditionError} from './edition-error.ts'
import {parsePayload} from './parse-payload.ts'
import {own} from './record.ts'
import type {EditionPayload, RawDocument} from './types.ts'

/**
 * Read a stored edition: verify the digest over the exact string, then parse that string.
 *
 * Nothing is written again to be compared, and only own properties count. That it can be read
 * does not mean that anyone signed it.
 *
 * @throws `EditionError` `edition-altered` when the string has another digest, or the document's
 *   fields say other than it does; `edition-malformed` when it is no edition.
 */
export async function readEdition(document: RawDocument): Promise<EditionPayload> {
  const sealed = own(document, 'payload')
  const digest = own(document, 'digest')
  if (typeof sealed !== 'string' || typeof digest !== 'string') {
    throw new EditionError('edition-malformed', 'An edition has the texts `payload` and `digest`')
  }
  const actual = await editionDigest(sealed)
  if (actual !== digest) {
    throw new EditionError('edition-altered', `The payload has the digest ${actual}, not ${digest}`)
  }

  const payload = parse(sealed)
  const fields: Array<[field: string, sealed: unknown]> = [
    ['_id', payload.id],
    ['_type', 'edition'],
    ['kind', payload.kind],
    ['article', payload.article],
    ['number', payload.number],
    ['language', payload.language],
  ]
  const wrong = fields.find(([field, value]) => own(document, field) !== value)
  if (wrong) {
    throw new EditionError('edition-altered', `\`${wrong[0]}\` says other than the sealed payload`)
  }
  return payload
}

function parse(sealed: string): EditionPayload {
  try {
    return parsePayload(sealed)
  } catch (cause) {
    if (cause instanceof EditionError) throw cause
    // Whatever a planted payload makes of a parser refuses that edition, and stops no other.
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EditionError('edition-malformed', `The payload cannot be read: ${reason}`, cause)
  }
}
