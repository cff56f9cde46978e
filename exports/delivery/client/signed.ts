import {revocationFault, verifyEnvelope} from '#pipeline'
import type {ParsedTrust} from '#pipeline'

import {PullError} from './pull-error.ts'

/** Reads a text of the repository; `limit` is the most bytes that it may have. */
export type Read = (path: string, limit: number) => Promise<string>

/**
 * Demand a signature of a release key that stands.
 *
 * @param at
 *   When it claims to have been made; left out for what the head names by digest.
 */
export async function checkSigned(
  envelope: string,
  payloadType: string,
  {trust}: ParsedTrust,
  path: string,
  at?: string,
): Promise<void> {
  let keyid: string
  try {
    ;({keyid} = await verifyEnvelope(envelope, payloadType, trust.release))
  } catch (error) {
    const code = isUnknownKey(error) ? 'wrong-key' : 'bad-signature'
    const message = `is not signed by a release key of version ${trust.version} of the trust file: ${messageOf(error)}`
    throw new PullError(code, path, message, {cause: error})
  }
  const key = trust.release.find((candidate) => candidate.keyid === keyid)
  if (at === undefined || !key || revocationFault(key, {at, firstSeen: null}) === null) return
  throw new PullError('revoked-key', path, `is signed by ${keyid}, which did not stand on ${at}`)
}

/** Read what was signed. @throws `PullError` `malformed` */
export function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse()
  } catch (cause) {
    throw new PullError('malformed', path, messageOf(cause), {cause})
  }
}

/** Whether a proof failed because nobody knows its key. */
export function isUnknownKey(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('rule' in error && error.rule === 'key-unknown') return true
  return error.cause !== undefined && isUnknownKey(error.cause)
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
