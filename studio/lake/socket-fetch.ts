/**
 * A `fetch` that listens through a WebSocket, and fetches everything else: for a browser, where
 * listeners would take all its connections. The client's side of docs/lake-listen.md.
 */
export async function socketFetch(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<Response> {
  const url = new URL(input instanceof Request ? input.url : input)
  if (!url.pathname.includes('/data/listen/')) return fetch(input, init)

  const headers = new Headers(init.headers)
  const token = headers.get('authorization')?.replace(/^Bearer /, '') ?? null
  const lastEventId = headers.get('last-event-id')
  url.protocol = url.protocol.replace('http', 'ws')
  const socket = new WebSocket(url)
  const answer = Promise.withResolvers<Response>()
  let events: ReadableStreamDefaultController<Uint8Array> | undefined

  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      events = controller
    },
    cancel: () => socket.close(),
  })
  const end = (error: Error): void => {
    answer.reject(error)
    events?.error(error)
    socket.close()
  }
  socket.addEventListener('open', () => socket.send(JSON.stringify({token, lastEventId})))
  socket.addEventListener(
    'message',
    ({data}) => {
      const {status, body: refusal} = JSON.parse(String(data)) as {status: number; body?: object}
      answer.resolve(new Response(refusal ? JSON.stringify(refusal) : body, {status}))
      const encoder = new TextEncoder()
      socket.addEventListener('message', (event) => {
        events?.enqueue(encoder.encode(String(event.data)))
      })
    },
    {once: true},
  )
  socket.addEventListener('error', () => end(new TypeError('The lake cannot be reached')))
  socket.addEventListener('close', () => end(new TypeError('The lake has ended the stream')))
  init.signal?.addEventListener('abort', () => end(new DOMException('Aborted', 'AbortError')))

  const response = await answer.promise
  // The client reads events only from what says that it has some.
  if (response.ok) response.headers.set('content-type', 'text/event-stream')
  return response
}
