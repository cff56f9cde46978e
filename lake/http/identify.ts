import {networkOf} from '../access/attempt-limiter.ts'
import {authenticate} from '../access/authenticate.ts'
import {publicCaller} from '../access/caller.ts'
import type {Caller} from '../access/caller.ts'
import {HttpError, unauthorized} from './http-error.ts'
import type {Audience} from './router.ts'
import type {Services} from './services.ts'

/** The token of a request; null where it has none. Only the header counts, never a cookie. */
export function tokenOf(headers: Headers): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null
}

/**
 * Find out who calls.
 *
 * A good token is never slowed down. A bad one is counted by network: after ten in a minute the
 * answer is 429, whatever comes.
 *
 * @throws {HttpError} 401 or 429.
 */
export function identify(headers: Headers, address: string, services: Services): Caller {
  if (!headers.has('authorization')) return publicCaller(services.publicGrants)
  return identifyToken(tokenOf(headers) ?? '', address, services)
}

/** As {@link identify}, for a token that came another way: the first frame of a WebSocket. */
export function identifyToken(token: string, address: string, services: Services): Caller {
  const {store, clock, guesses} = services
  const caller = authenticate(store.accounts, token, clock)
  if (caller) return caller
  const network = networkOf(address)
  const now = Date.parse(clock())
  const wait = guesses.waitSeconds(network, now)
  guesses.fail(network, now)
  throw wait > 0 ? tooManyAttempts(wait) : unauthorized('Session not found')
}

/** Is this caller among those whom a route is for? @throws {HttpError} 401 or 403 */
export function checkAudience(audience: Audience, caller: Caller): void {
  if (audience === 'anyone') return
  if (audience === 'readers' && caller.readFilter !== 'false') return
  if (caller.user === null) throw unauthorized('Log in, or send a token')
  if (audience === 'administrators' && !caller.roles.includes('administrator')) {
    throw new HttpError(403, 'not-allowed', 'Only an administrator may do this')
  }
}

export function tooManyAttempts(seconds: number): HttpError {
  return new HttpError(429, 'too-many-attempts', 'Too many attempts: wait, then try again', {
    headers: {'retry-after': String(seconds)},
  })
}
