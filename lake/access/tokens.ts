import type {Effects} from '../effects.ts'
import type {AccountStore, Token} from '../store/store.ts'
import {AccountError} from './account-error.ts'
import {hashSecret, makeSecret} from './secret.ts'

/** A new token: the secret is shown once and never kept. */
export interface IssuedToken {
  token: string
  record: Token
}

/**
 * Issue a token for programs that act as a user.
 *
 * @throws {AccountError} `user-unknown`.
 */
export function issueToken(
  accounts: AccountStore,
  {user, label}: {user: string; label: string},
  effects: Effects,
): IssuedToken {
  if (!accounts.user(user)) throw new AccountError('user-unknown', `There is no user \`${user}\``)
  const token = makeSecret('mt_', effects)
  const record: Token = {
    id: makeSecret('t', effects).slice(0, 12),
    hash: hashSecret(token),
    user,
    label,
    createdAt: effects.clock(),
    revokedAt: null,
  }
  accounts.putToken(record)
  return {token, record}
}

/**
 * Revoke a token: the next request with it is refused, and its open streams end.
 *
 * @throws {AccountError} `token-unknown`.
 */
export function revokeToken(accounts: AccountStore, id: string, {clock}: Effects): void {
  if (!accounts.revokeToken(id, clock())) {
    throw new AccountError('token-unknown', `There is no live token \`${id}\``)
  }
}
