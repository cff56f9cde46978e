import {createHash} from 'node:crypto'

import {schemaProblems} from '#pipeline'
import {parseStrictJson} from '#schemas'

import schema from './token-file.schema.json' with {type: 'json'}

/** A token, as it is kept: its text is shown once, to whom it was issued for. */
export interface TokenRecord {
  id: string
  /** Absent for the operator's own, which reads metrics and nothing of any publisher. */
  publisher?: string
  /** Hex, of the text. It has 256 random bits, so that one round is enough. */
  sha256: string
  createdAt: string
  /** UTC instant; absent for never. */
  expiresAt?: string
  revokedAt?: string
}

/** Why no token is issued or revoked. */
export class TokenError extends Error {
  override name = 'TokenError'
  readonly code: 'token-third' | 'token-unknown' | 'token-expired'

  constructor(code: TokenError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** What every token starts with: scanners for leaked secrets know it by that. */
export const tokenPrefix = 'mrw_'

/** Live tokens that one publisher may have: the old and the new one while it changes over. */
const mostLive = 2

/** Hash a token as it is kept. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function isLiveToken({expiresAt, revokedAt}: TokenRecord, now: string): boolean {
  return revokedAt === undefined && (expiresAt === undefined || isBefore(now, expiresAt))
}

function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b)
}

/**
 * Issue a token.
 *
 * @throws `TokenError` `token-third`, `token-expired`.
 */
export function issueToken(
  tokens: readonly TokenRecord[],
  {publisher, expiresAt}: Pick<TokenRecord, 'publisher' | 'expiresAt'>,
  {now, random}: {now: string; random: (length: number) => Uint8Array},
): {token: string; record: TokenRecord; tokens: TokenRecord[]} {
  if (expiresAt !== undefined && !isBefore(now, expiresAt)) {
    throw new TokenError('token-expired', `${expiresAt} has passed: give a later time`)
  }
  const live = tokens.filter((token) => token.publisher === publisher && isLiveToken(token, now))
  if (live.length >= mostLive) {
    const ids = live.map(({id}) => id).join(' and ')
    throw new TokenError(
      'token-third',
      `${publisher ?? 'The operator'} has ${mostLive} live tokens (${ids}): revoke one first`,
    )
  }
  const token = tokenPrefix + Buffer.from(random(32)).toString('base64url')
  const record: TokenRecord = {
    id: `t${Buffer.from(random(6)).toString('hex')}`,
    ...(publisher !== undefined && {publisher}),
    sha256: hashToken(token),
    createdAt: now,
    ...(expiresAt !== undefined && {expiresAt}),
  }
  return {token, record, tokens: [...tokens, record]}
}

/**
 * Revoke a token.
 *
 * @throws `TokenError` `token-unknown` where there is no live one with that id.
 */
export function revokeToken(
  tokens: readonly TokenRecord[],
  id: string,
  now: string,
): TokenRecord[] {
  const record = tokens.find((token) => token.id === id && token.revokedAt === undefined)
  if (!record) throw new TokenError('token-unknown', `There is no live token \`${id}\``)
  return tokens.map((token) => (token === record ? {...token, revokedAt: now} : token))
}

/** Read `delivery/tokens.json`. @throws `JsonError`, or `TypeError` that names the place. */
export function parseTokens(text: string): TokenRecord[] {
  const value = parseStrictJson(text, {name: 'tokens.json'})
  const [problem] = schemaProblems(value, schema)
  if (problem) throw new TypeError(`${problem.path} ${problem.message}`)
  return (value as {tokens: TokenRecord[]}).tokens
}

/** Write `delivery/tokens.json`. */
export function tokensText(tokens: readonly TokenRecord[]): string {
  return `${JSON.stringify({format: 1, tokens}, null, 2)}\n`
}
