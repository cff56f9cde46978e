import {Agent as HttpAgent, request as requestHttp, type IncomingMessage} from 'node:http'
import {Agent as HttpsAgent, request as requestHttps} from 'node:https'
import {isIP, type LookupFunction} from 'node:net'

import {EgressError} from './egress-error.ts'
import {checkRedirect, checkUrl, reachableAddresses, type EgressRules} from './egress-guard.ts'

/** What to post, and how long to wait. */
export interface GuardedPost extends EgressRules {
  url: string
  headers: Record<string, string>
  body: string
  /** Ends the call. */
  stop?: AbortSignal
  /** For all of it, redirects included. */
  timeoutMs?: number
  /** Redirects (307, 308) that are followed; 0 for none. */
  maxRedirects?: number
}

/** What came back. */
export interface GuardedAnswer {
  status: number
  /** As sent; null without one. */
  retryAfter: string | null
  /** The beginning of the body, as text. */
  body: string
  /** The body went on beyond what is read of it. */
  isCut: boolean
}

const defaultTimeoutMs = 10_000
const defaultMaxRedirects = 3
/** Most that is read of an answer. */
const maxBody = 64 * 1024
const maxHeaderSize = 16 * 1024

/**
 * Post to an address that somebody else chose, without letting them reach what is inside.
 *
 * Each connection goes to exactly an address that was checked. A redirect stays on its host, never
 * goes from https to http, and is checked as the first address was: what is signed for one host
 * reaches no other. Proxies of the environment are not used.
 *
 * The status counts as soon as it is there: an answer that goes on without end is cut, and no fault.
 *
 * @throws `EgressError`; the reason of `stop`, when that ends it.
 */
export async function postGuarded(post: GuardedPost): Promise<GuardedAnswer> {
  const timeout = AbortSignal.timeout(post.timeoutMs ?? defaultTimeoutMs)
  const signal = post.stop ? AbortSignal.any([post.stop, timeout]) : timeout
  const maxRedirects = post.maxRedirects ?? defaultMaxRedirects
  let url = checkUrl(post.url, post)
  for (let redirects = 0; ; redirects += 1) {
    const response = await postOnce(url, post, signal).catch((error: unknown) => {
      post.stop?.throwIfAborted()
      throw faultOf(error, timeout.aborted)
    })
    const target = redirectOf(response)
    if (target === null || maxRedirects === 0) return readAnswer(response)
    response.destroy()
    if (redirects === maxRedirects) {
      throw new EgressError('redirect-refused', `It redirects more than ${maxRedirects} times`)
    }
    url = checkRedirect(url, target, post)
  }
}

async function postOnce(
  url: URL,
  post: GuardedPost,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, {once: true})
  if (signal.aborted) abort()
  // A resolver cannot be stopped, but need not be waited for.
  const addresses = await Promise.race([reachableAddresses(url, post), promise.then(() => [])])
  const options = {
    method: 'POST',
    lookup: onlyTo(addresses),
    signal,
    maxHeaderSize,
    headers: {
      'user-agent': 'marrow',
      ...post.headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(post.body),
    },
  }
  // Agents of its own: the global ones may keep connections, and use proxies of the environment.
  const request =
    url.protocol === 'https:'
      ? requestHttps(url, {
          ...options,
          agent: new HttpsAgent({keepAlive: false}),
          // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
          rejectUnauthorized: true,
        })
      : requestHttp(url, {...options, agent: new HttpAgent({keepAlive: false})})
  request.on('response', resolve).on('error', reject)
  request.end(post.body)
  return promise
}

/** Answer a socket that asks for addresses with those that were checked. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({address, family: isIP(address)}))
  return (_hostname, {all}, callback) => {
    if (all) callback(null, found)
    else callback(null, found[0]?.address ?? '', found[0]?.family)
  }
}

function redirectOf({statusCode, headers}: IncomingMessage): string | null {
  return statusCode === 307 || statusCode === 308 ? (headers.location ?? null) : null
}

/** Read what there is of the body, up to the most that is read; then the connection is closed. */
async function readAnswer(response: IncomingMessage): Promise<GuardedAnswer> {
  const chunks: Buffer[] = []
  let bytes = 0
  let isCut = false
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, maxBody - bytes))
      bytes += chunk.length
      if (bytes > maxBody) {
        isCut = true
        break
      }
    }
  } catch {
    // It broke off, or took too long: the status was there before.
    isCut = true
  }
  response.destroy()
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'] ?? null,
    body: Buffer.concat(chunks).toString('utf8'),
    isCut,
  }
}

function faultOf(error: unknown, isLate: boolean): EgressError {
  if (error instanceof EgressError) return error
  if (isLate) return new EgressError('timed-out', 'It did not answer in time', {cause: error})
  // Of several addresses that were tried, each has its own error.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const message = first instanceof Error ? first.message || first.name : String(first)
  return new EgressError('unreachable', message, {cause: error})
}
