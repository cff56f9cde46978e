import {HttpError} from './http-error.ts'

/** Where requests may come from. */
export interface Origins {
  /** Exact origins of the Studios that may call: scheme, host and port. */
  allowedOrigins: readonly string[]
  /** Where people and clients reach the lake. */
  publicUrl: string
}

/**
 * Refuse a request to a host name that is not ours.
 *
 * A page of an attacker whose name was pointed at this machine after it had loaded (DNS rebinding)
 * still sends its own name as `Host`. Addresses of this machine and names under `localhost`, which
 * no DNS server answers, are ours.
 *
 * @throws {HttpError} 403
 */
export function checkHost(url: URL, {publicUrl}: Origins): void {
  const ours = new URL(publicUrl).hostname
  if (url.hostname !== ours && !isLoopbackName(url.hostname)) {
    throw new HttpError(403, 'host-unknown', `This lake is not called \`${url.hostname}\``)
  }
}

/** Is it a name or address that only ever means this machine? */
export function isLoopbackName(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^(::ffff:)?127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/i.test(hostname)
  )
}

/**
 * Find the origin of a request, where a browser sent one.
 *
 * @throws {HttpError} 403 for any origin that is not on the list, letter by letter, and not our own.
 */
export function checkOrigin(headers: Headers, url: URL, origins: Origins): string | null {
  const origin = headers.get('origin')
  if (origin === null || isAllowedOrigin(origin, url, origins)) return origin
  throw new HttpError(403, 'origin-unknown', 'This origin may not call the lake')
}

/** Is it on the list, or the lake's own? */
export function isAllowedOrigin(origin: string, url: URL, origins: Origins): boolean {
  return (
    origins.allowedOrigins.includes(origin) ||
    origin === new URL(origins.publicUrl).origin ||
    origin === url.origin
  )
}

/** Headers that let an allowed origin read the answer. None without an origin. */
export function corsHeaders(origin: string | null, request: Request): Record<string, string> {
  if (origin === null) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
    'access-control-allow-headers':
      request.headers.get('access-control-request-headers') ?? 'authorization, content-type',
    'access-control-expose-headers': 'content-type, etag, retry-after, traceparent, x-sanity-shard',
    'access-control-max-age': '600',
  }
}
