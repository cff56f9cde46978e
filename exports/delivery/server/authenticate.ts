import type {Call, Reader, Services} from './call.ts'
import {Problem, tooManyRequests, unauthorized} from './problem.ts'
import {hashToken, isLiveToken, tokenPrefix, type TokenRecord} from './token-file.ts'

/** Parameters that a client could take for the place of a token. */
const tokenParameters = ['token', 'access_token', 'api_key', 'apikey', 'key', 'authorization']

/**
 * Refuse a token in an address: addresses end up in logs and histories, which headers do not.
 *
 * @throws `Problem` 400
 */
export function refuseTokenInQuery(url: URL): void {
  const names = [...url.searchParams.keys()].map((name) => name.toLowerCase())
  if (!url.search.includes(tokenPrefix) && !names.some((name) => tokenParameters.includes(name))) {
    return
  }
  throw new Problem(
    400,
    'token-in-query',
    'A token in an address is refused, and no secret any more: have it revoked, and send the new one as Authorization: Bearer mrw_…',
  )
}

/**
 * Find out who calls: by the header, else by a browser's session.
 *
 * A token is looked up by its hash, so that the time says nothing about it, and what does not count
 * gets one answer: unknown, revoked, expired, cut short. Only tokens that do not count are counted,
 * by network; one that does is never slowed down by others.
 *
 * @throws `Problem` 401 or 429
 */
export async function authenticate(call: Call): Promise<Reader> {
  const {request, services} = call
  const header = request.headers.get('authorization')
  if (header === null) {
    const hash = services.sessions.tokenOf(request.headers, nowMs(services))
    const found = hash === null ? null : await findReader(hash, services)
    if (!found) {
      limitStranger(call)
      throw unauthorized()
    }
    return limited({...found, isSession: true}, services)
  }
  const found = await findReader(hashToken(bearerOf(header)), services)
  if (!found) throw failed(call)
  return limited({...found, isSession: false}, services)
}

/** Find a token that counts, of whomever; null for none. */
export async function findToken(sha256: string, {world}: Services): Promise<TokenRecord | null> {
  const token = await world.findToken(sha256)
  return token && isLiveToken(token, world.clock()) ? token : null
}

/** Find whom a token that counts stands for. */
export async function findReader(
  sha256: string,
  services: Services,
): Promise<Omit<Reader, 'isSession'> | null> {
  const token = await findToken(sha256, services)
  if (!token || token.publisher === undefined) return null
  const licence = await services.world.findLicence(token.publisher)
  return licence && {token, licence}
}

/** Read the token out of a header; what is none has a hash that nothing has. */
export function bearerOf(header: string): string {
  return /^Bearer +(\S{1,512})$/i.exec(header)?.[1] ?? ''
}

/** Count a token that does not count. */
export function failed({address, services}: Call): Problem {
  const {guesses, networkOf} = services.world
  const network = networkOf(address)
  const wait = guesses.waitSeconds(network, nowMs(services))
  guesses.fail(network, nowMs(services))
  return wait > 0 ? tooManyRequests(wait) : unauthorized()
}

/** Count a request of somebody without a token. @throws `Problem` 429 */
export function limitStranger({address, services}: Call): void {
  const network = services.world.networkOf(address)
  const wait = services.buckets.strangers.take(network, nowMs(services))
  if (wait > 0) throw tooManyRequests(wait)
}

function limited(reader: Reader, services: Services): Reader {
  const wait = services.buckets.tokens.take(reader.token.id, nowMs(services))
  if (wait > 0) throw tooManyRequests(wait)
  return reader
}

function nowMs({world}: Services): number {
  return Date.parse(world.clock())
}
