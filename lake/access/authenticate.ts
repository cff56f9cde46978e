import type {AccountStore, User} from '../store/store.ts'
import {callerFor} from './caller.ts'
import type {Caller} from './caller.ts'
import {hashSecret, isSameSecret} from './secret.ts'

const secret = /^m[ts]_[A-Za-z0-9_-]{43}$/

/**
 * Find out who holds a token.
 *
 * @param clock
 *   Asked again whenever the caller is asked whether it still lives.
 * @returns
 *   Null for a token that is unknown, revoked or expired, or whose user is disabled: nothing tells
 *   these apart.
 */
export function authenticate(
  accounts: AccountStore,
  token: string,
  clock: () => string,
): Caller | null {
  const user = holder(accounts, token, clock())
  if (user === null) return null
  const roles = user.roles.join()
  return callerFor(user, () => holder(accounts, token, clock())?.roles.join() === roles)
}

function holder(accounts: AccountStore, token: string, now: string): User | null {
  if (!secret.test(token)) return null
  const hash = hashSecret(token)
  const id = token.startsWith('mt_')
    ? tokenUser(accounts, hash)
    : sessionUser(accounts, hash, Date.parse(now))
  const user = id === null ? undefined : accounts.user(id)
  return user && !user.disabled ? user : null
}

function tokenUser(accounts: AccountStore, hash: string): string | null {
  const token = accounts.tokenByHash(hash)
  return token && token.revokedAt === null && isSameSecret(token.hash, hash) ? token.user : null
}

function sessionUser(accounts: AccountStore, hash: string, now: number): string | null {
  const session = accounts.sessionByHash(hash)
  if (!session || !isSameSecret(session.hash, hash)) return null
  return Date.parse(session.expiresAt) > now ? session.user : null
}
