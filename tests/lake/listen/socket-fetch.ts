/**
 * A `fetch` that listens through a WebSocket, and fetches everything else: for a browser, where
 * listeners would take all its connections. What docs/lake-listen.md shows, as it is.
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
  const encoder = new TextEncoder()
  const head = Promise.withResolvers<Response>()
  let body: ReadableStreamDefaultController<Uint8Array> | undefined

  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      body = controller
    },
    cancel: () => socket.close(),
  })
  const fail = (error: Error): void => {
    head.reject(error)
    try {
      body?.error(error)
    } finally {
      socket.close()
    }
  }
  let isOpen = false
  socket.onopen = () => socket.send(JSON.stringify({token, lastEventId}))
  socket.onmessage = ({data}: MessageEvent<string>) => {
    if (isOpen) {
      body?.enqueue(encoder.encode(data))
      return
    }
    isOpen = true
    const answer = JSON.parse(data) as {status: number; body?: object}
    const type = answer.status === 200 ? 'text/event-stream' : 'application/json'
    head.resolve(
      new Response(answer.status === 200 ? stream : JSON.stringify(answer.body), {
        status: answer.status,
        headers: {'content-type': type},
      }),
    )
  }
  socket.onerror = () => fail(new TypeError('The lake cannot be reached'))
  socket.onclose = () => fail(new TypeError('The lake has ended the stream'))
  init.signal?.addEventListener('abort', () => fail(new DOMException('Aborted', 'AbortError')))
  return head.promise
}
