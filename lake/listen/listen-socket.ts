import type {WebSocket} from 'ws'

import type {Caller} from '../access/caller.ts'
import {assetAddressFor} from '../http/asset-address-for.ts'
import {toRefusal} from '../http/answer.ts'
import {HttpError} from '../http/http-error.ts'
import {checkAudience} from '../http/identify.ts'
import {parseJson} from '../http/read-body.ts'
import {checkDataset} from '../http/routes/datasets.ts'
import type {SocketCall} from '../http/sockets.ts'
import type {Listener} from './hub.ts'
import {toServerSentEvent} from './listen-event.ts'
import {listenerFor} from './listener-for.ts'
import {logSocketFailure} from './log-socket-failure.ts'

/** How long a client may take to say who it is. */
const helloMs = 10_000

/**
 * Send the events of a listener through a WebSocket, as the text of server-sent events.
 *
 * A browser gives a page six connections over HTTP/1.1, and one open document of the Studio takes
 * as many listeners: WebSockets are not among the six. The first frame is the client's: JSON with
 * its `token` and, when it comes back, its `lastEventId`. The second is the lake's: JSON with the
 * `status`, and the `body` of a refusal. Then come the events.
 */
export function openListenSocket(socket: WebSocket, call: SocketCall): void {
  const ended = new AbortController()
  const late = setTimeout(() => socket.close(1008, 'No token came'), helloMs)
  socket.once('close', () => {
    clearTimeout(late)
    ended.abort()
  })
  socket.once('message', (frame: Buffer) => {
    clearTimeout(late)
    void serve(socket, call, frame.toString(), ended.signal)
  })
}

async function serve(
  socket: WebSocket,
  call: SocketCall,
  hello: string,
  signal: AbortSignal,
): Promise<void> {
  const {hub} = call.services
  try {
    const listener = {...toListener(call, hello), signal}
    hub.demandRoom(listener.user)
    await send(socket, JSON.stringify({status: 200}), hub.stallMs)
    for await (const event of hub.listen(listener)) {
      await send(socket, toServerSentEvent(event), hub.stallMs)
    }
    socket.close(1000)
  } catch (error) {
    // A client that is leaving is nobody's failure, and takes no refusal.
    if (signal.aborted || socket.readyState !== socket.OPEN) return
    const refusal = toRefusal(error, 'of a socket')
    if (refusal.status >= 500) logSocketFailure(call.services, 'listen-socket', error)
    socket.send(JSON.stringify({status: refusal.status, body: refusal.toBody()}))
    socket.close(1008)
  }
}

function toListener(call: SocketCall, hello: string): Omit<Listener, 'signal'> {
  const {token, lastEventId} = readHello(hello)
  const caller: Caller = token === null ? call.caller : call.identifyToken(token)
  checkAudience('readers', caller)
  const dataset = checkDataset(call)
  return listenerFor(caller, {
    dataset,
    search: call.url.searchParams,
    lastEventId,
    assets: assetAddressFor(call),
  })
}

interface Hello {
  token: string | null
  lastEventId: string | null
}

function readHello(text: string): Hello {
  const value = parseJson(text, 'first frame')
  if (typeof value !== 'object' || value === null) throw badHello()
  const {token = null, lastEventId = null} = value as Record<string, unknown>
  if (token !== null && typeof token !== 'string') throw badHello()
  if (lastEventId !== null && typeof lastEventId !== 'string') throw badHello()
  return {token, lastEventId}
}

function badHello(): HttpError {
  return new HttpError(400, 'hello-invalid', 'The first frame is JSON with a `token`')
}

/** Send a frame, and wait until it has left; whoever does not read is cut off. */
async function send(socket: WebSocket, text: string, stallMs: number): Promise<void> {
  const stalled = setTimeout(() => socket.terminate(), stallMs)
  try {
    await new Promise<void>((resolve, reject) => {
      socket.send(text, (error) => (error ? reject(error) : resolve()))
    })
  } finally {
    clearTimeout(stalled)
  }
}
