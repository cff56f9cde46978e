import type {IncomingMessage, ServerResponse} from 'node:http'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import type {ReadableStream as NodeReadableStream} from 'node:stream/web'

/**
 * Turn a request of `node:http` into a standard one; its body streams.
 *
 * @returns
 *   Null for a `Host` or path that make no address.
 */
export function toRequest(
  incoming: IncomingMessage,
  isTls: boolean,
  signal: AbortSignal,
): Request | null {
  const {method = 'GET', headers, url = '/'} = incoming
  const base = `${isTls ? 'https' : 'http'}://${headers.host ?? ''}`
  if (!url.startsWith('/') || !URL.canParse(base + url)) return null
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(base + url, {
      method,
      headers: toHeaders(incoming),
      signal,
      ...(hasBody && {
        body: Readable.toWeb(incoming) as ReadableStream<Uint8Array<ArrayBuffer>>,
        duplex: 'half',
      }),
    })
  } catch (error) {
    // TRACE and the like, which no standard request can be
    if (error instanceof TypeError) return null
    throw error
  }
}

function toHeaders({rawHeaders}: IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index]!, rawHeaders[index + 1]!)
  }
  return headers
}

/**
 * Send a standard answer by `node:http`; its body streams, no faster than the client reads.
 *
 * @param stallMs How long a client may take nothing of the body; else as long as the server lets it.
 */
export async function sendResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  stallMs?: number,
): Promise<void> {
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  // a refused body is not read to its end: the connection cannot be used again
  if (response.status >= 400 && !incoming.complete) outgoing.setHeader('connection', 'close')
  if (response.body === null) {
    outgoing.end()
    return
  }
  outgoing.flushHeaders()
  // without a listener, the socket of a client that takes nothing is destroyed
  if (stallMs !== undefined) outgoing.setTimeout(stallMs)
  const body = Readable.fromWeb(response.body as NodeReadableStream)
  try {
    await pipeline(body, outgoing)
  } catch (error) {
    // the client went away, or the body failed after its head was out: all that is left is to end
    outgoing.destroy(error instanceof Error ? error : undefined)
  }
}
