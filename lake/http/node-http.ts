import type {IncomingMessage, ServerResponse} from 'node:http'
import {Readable} from 'node:stream'

/**
 * Turn a request of `node:http` into a standard one; its body streams.
 *
 * It has no signal of its own: following one costs a request more than all else that is made for
 * it, and keeps it in memory for long. `Connection` has the signal.
 *
 * @returns
 *   Null for a `Host` or path that make no address.
 */
export function toRequest(incoming: IncomingMessage, isTls: boolean): Request | null {
  const {method = 'GET', headers, url = '/'} = incoming
  const base = `${isTls ? 'https' : 'http'}://${headers.host ?? ''}`
  if (!url.startsWith('/') || !URL.canParse(base + url)) return null
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    return new Request(base + url, {
      method,
      headers: toHeaders(incoming),
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
  // a refused body is not read to its end: the connection cannot be used again
  if (response.status >= 400 && !incoming.complete) response.headers.set('connection', 'close')
  outgoing.writeHead(response.status, [...response.headers].flat())
  if (response.body === null) {
    outgoing.end()
    return
  }
  // a stream's head goes out at once; that of a known length goes with its bytes
  if (!response.headers.has('content-length')) outgoing.flushHeaders()
  // without a listener, the socket of a client that takes nothing is destroyed
  if (stallMs !== undefined) outgoing.setTimeout(stallMs)
  const reader = response.body.getReader()
  const onClose = (): void => {
    // the client went away, and nobody is left to be told of a body that cannot be cancelled
    reader.cancel().catch(() => undefined)
  }
  outgoing.once('close', onClose)
  try {
    for (;;) {
      const {done, value} = await reader.read()
      if (done || outgoing.destroyed) break
      await write(outgoing, value)
    }
    outgoing.off('close', onClose)
    outgoing.end()
  } catch (error) {
    // the body failed after its head was out: all that is left is to end
    outgoing.destroy(error instanceof Error ? error : undefined)
  }
}

/**
 * Write a piece, and wait until the system took it or the client went away.
 *
 * So an answer that is ended has nothing left in our hands: a server that stops closes connections
 * whose answer was ended.
 */
function write(outgoing: ServerResponse, piece: Uint8Array): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  const done = (): void => {
    outgoing.off('close', done)
    resolve()
  }
  outgoing.on('close', done)
  outgoing.write(piece, done)
  return promise
}
