import type {Effects} from '../effects.ts'
import type {AccountStore, User} from '../store/store.ts'
import {AccountError} from './account-error.ts'
import {hashPassword} from './passwords.ts'
import type {PasswordCost} from './passwords.ts'
import {isRole, roleNames} from './roles.ts'
import type {Role} from './roles.ts'

/** What a new user is made of. */
export interface NewUser {
  /** What the history and the trust file call this person; made up where left out. */
  id?: string
  name: string
  email: string
  roles: readonly string[]
  /** Without one the user cannot log in, and can only be given tokens. */
  password?: string
}

const idPattern = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/
const emailPattern = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/

/** Shortest password. No other rules: length is what counts. */
const passwordLength = 12

/**
 * Create a user.
 *
 * @throws {AccountError} for a bad or taken id or email, an unknown role, a short password.
 */
export async function createUser(
  accounts: AccountStore,
  {name, email, roles, password, ...given}: NewUser,
  effects: Effects,
  cost?: PasswordCost,
): Promise<User> {
  const id = given.id ?? `p${hex(effects.random(8))}`
  if (!idPattern.test(id)) throw new AccountError('user-invalid', `\`${id}\` cannot be a user's id`)
  if (!emailPattern.test(email)) {
    throw new AccountError('user-invalid', `\`${email}\` is not an email address`)
  }
  if (name.trim() === '') throw new AccountError('user-invalid', 'A user needs a name')
  if (accounts.user(id)) throw new AccountError('user-exists', `There is a user \`${id}\``)
  if (accounts.userByEmail(email)) {
    throw new AccountError('user-exists', `There is a user with the email \`${email}\``)
  }
  const user: User = {id, name: name.trim(), email, roles: parseRoles(roles), disabled: false}
  if (password !== undefined) {
    user.passwordHash = await hashPassword(strong(password), effects, cost)
  }
  accounts.putUser(user)
  return user
}

/**
 * Set a password, end the sessions of before, and forget the passkeys: whoever knew the old password
 * could have made one.
 *
 * @throws {AccountError}
 */
export async function setPassword(
  accounts: AccountStore,
  id: string,
  password: string,
  effects: Effects,
  cost?: PasswordCost,
): Promise<void> {
  const user = knownUser(accounts, id)
  accounts.putUser({...user, passwordHash: await hashPassword(strong(password), effects, cost)})
  accounts.removeSessionsOf(id)
  for (const passkey of accounts.passkeys(id)) accounts.removePasskey(passkey.id)
}

/** Give a user these roles and no others. @throws {AccountError} */
export function setRoles(accounts: AccountStore, id: string, roles: readonly string[]): void {
  accounts.putUser({...knownUser(accounts, id), roles: parseRoles(roles)})
}

/** Shut a user out, or let them in again: their history stays. @throws {AccountError} */
export function setDisabled(accounts: AccountStore, id: string, disabled: boolean): void {
  accounts.putUser({...knownUser(accounts, id), disabled})
  if (disabled) accounts.removeSessionsOf(id)
}

/**
 * Create the first administrator of a lake that nobody can log in to yet.
 *
 * @returns
 *   The user with a password that is kept nowhere: print it once. Null where somebody has a
 *   password already.
 */
export async function createFirstAdministrator(
  accounts: AccountStore,
  effects: Effects,
  cost?: PasswordCost,
): Promise<{user: User; password: string} | null> {
  if (accounts.users().some(({passwordHash}) => passwordHash !== undefined)) return null
  const password = Buffer.from(effects.random(15)).toString('base64url')
  const isFree = !accounts.user('administrator') && !accounts.userByEmail('administrator@localhost')
  const id = isFree ? 'administrator' : `administrator-${hex(effects.random(4))}`
  const user = await createUser(
    accounts,
    {
      id,
      name: 'Administrator',
      email: `${id}@localhost`,
      roles: ['administrator'],
      password,
    },
    effects,
    cost,
  )
  return {user, password}
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function parseRoles(roles: readonly string[]): Role[] {
  if (roles.length === 0) throw new AccountError('role-unknown', 'A user needs a role')
  return [...new Set(roles)].map((role) => {
    if (isRole(role)) return role
    const known = roleNames.join(', ')
    throw new AccountError('role-unknown', `There is no role \`${role}\`; there are ${known}`)
  })
}

function strong(password: string): string {
  if (password.length >= passwordLength && password.length <= 1024) return password
  throw new AccountError(
    'password-weak',
    `A password needs at least ${passwordLength} characters, and at most 1024`,
  )
}

function knownUser(accounts: AccountStore, id: string): User {
  const user = accounts.user(id)
  if (!user) throw new AccountError('user-unknown', `There is no user \`${id}\``)
  return user
}
