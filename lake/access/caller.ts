import {mutationError} from '../lake-error.ts'
import type {LakeError} from '../lake-error.ts'
import type {Change, User} from '../store/store.ts'
import {isAppendOnly, isSameContent, takesReservedId} from './append-only.ts'
import {matchesFilter} from './document-filter.ts'
import type {FilteredDocument} from './document-filter.ts'
import {everything, grantsFor} from './grants.ts'
import type {Grant, Permission} from './grants.ts'
import {isRole} from './roles.ts'
import type {Role} from './roles.ts'

/** Who makes a request, and what the lake lets them do. */
export interface Caller {
  /** Id of the user, as the history records it; `<anonymous>` without a token. */
  readonly identity: string
  /** Null without a token. */
  readonly user: User | null
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  /** GROQ filter of the documents that may be read: null for all of them, `false` for none. */
  readonly readFilter: string | null
  canRead(document: FilteredDocument): boolean
  can(permission: Permission, document: FilteredDocument): boolean
  /** May the history of a document be read: who changed what, when? */
  canReadHistory(document: FilteredDocument): boolean
  /** Is there anything at all that this caller may create or change? */
  readonly canWrite: boolean
  /**
   * Let a change pass.
   *
   * @returns
   *   `unchanged` for an edition or statement that is written again just as it is: no fault, and
   *   no change either.
   * @throws {LakeError}
   *   403 for a change that this caller may not make.
   */
  authorise(change: Pick<Change, 'id' | 'before' | 'after'>): void | 'unchanged'
  /** Is the token still good, with the same roles? For answers that last. */
  isLive(): boolean
}

/** Make the caller for a user; disabled users have no caller. */
export function callerFor(user: User, isLive: () => boolean): Caller {
  const roles = user.roles.filter(isRole)
  return new GrantedCaller(user, roles, grantsFor(roles), isLive)
}

/** Make the caller of a request without a token; without grants, it reads nothing. */
export function publicCaller(grants: readonly Grant[] = []): Caller {
  return new GrantedCaller(null, [], grants, () => true)
}

class GrantedCaller implements Caller {
  readonly identity: string
  readonly user: User | null
  readonly roles: readonly Role[]
  readonly grants: readonly Grant[]
  readonly readFilter: string | null
  readonly canWrite: boolean
  readonly isLive: () => boolean

  constructor(
    user: User | null,
    roles: readonly Role[],
    grants: readonly Grant[],
    isLive: () => boolean,
  ) {
    this.identity = user?.id ?? '<anonymous>'
    this.user = user
    this.roles = roles
    this.grants = grants
    this.isLive = isLive
    this.readFilter = joinFilters(grants, 'read')
    this.canWrite = grants.some(({permissions}) =>
      permissions.some((permission) => permission === 'create' || permission === 'update'),
    )
  }

  canRead(document: FilteredDocument): boolean {
    return this.readFilter === null || this.can('read', document)
  }

  canReadHistory(document: FilteredDocument): boolean {
    return this.can('history', document)
  }

  can(permission: Permission, document: FilteredDocument): boolean {
    return this.grants.some(
      ({filter, permissions}) =>
        permissions.includes(permission) &&
        (filter === everything || matchesFilter(filter, document, this.identity)),
    )
  }

  authorise({id, before, after}: Pick<Change, 'id' | 'before' | 'after'>): void | 'unchanged' {
    if (before !== null && isAppendOnly(before)) {
      if (after === null || !isSameContent(before, after)) throw appendOnlyFault(before)
      return 'unchanged'
    }
    if (after !== null && takesReservedId(after)) throw reservedIdFault(after)
    // no other document becomes one: they come whole, through the door
    if (before !== null && after !== null && isAppendOnly(after)) throw appendOnlyFault(after)
    const permission = before === null ? 'create' : 'update'
    const documents = [before, after].filter((document) => document !== null)
    if (!documents.every((document) => this.can(permission, document))) {
      throw permissionFault(permission, id)
    }
  }
}

function joinFilters(grants: readonly Grant[], permission: Permission): string | null {
  const filters = grants
    .filter(({permissions}) => permissions.includes(permission))
    .map(({filter}) => filter)
  if (filters.includes(everything)) return null
  if (filters.length === 0) return 'false'
  return [...new Set(filters)].map((filter) => `(${filter})`).join(' || ')
}

/** The refusal of a change, as Sanity words it. */
export function permissionFault(permission: Permission, id: string): LakeError {
  const description = `Insufficient permissions; permission "${permission}" required for "${id}"`
  return mutationError(403, 'insufficientPermissionsError', description, {permission, id})
}

function appendOnlyFault({_id, _type}: FilteredDocument): LakeError {
  const description = `"${_id}" is of type \`${_type}\`, which is never changed or deleted`
  return mutationError(403, 'appendOnlyError', description, {id: _id})
}

function reservedIdFault({_id, _type}: FilteredDocument): LakeError {
  const description = `The id "${_id}" is kept for another type of document than \`${_type}\``
  return mutationError(403, 'reservedIdError', description, {id: _id})
}
