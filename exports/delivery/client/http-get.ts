import {request as requestHttp, type IncomingMessage} from 'node:http'
import {request as requestHttps} from 'node:https'

/** An answer whose body is still to come. */
export interface Answer {
  status: number
  /** A header's text; null where there is none, or several. */
  header: (name: string) => string | null
  chunks: AsyncIterable<Uint8Array>
}

/** Chunks that wait to be taken, before the sender has to. */
const mostWaiting = 16

/**
 * Ask a server for something; follows nothing, decodes nothing.
 *
 * Unlike `fetch`, this gives every byte that came, also when the line is cut right after.
 *
 * @throws When the request, or the body, fails.
 */
export function httpGet(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === 'https:' ? requestHttps : requestHttp
    const request = ask(url, {headers, signal}, (response) => {
      resolve({
        status: response.statusCode ?? 0,
        header: (name) => {
          const value = response.headers[name]
          return typeof value === 'string' ? value : null
        },
        // Begins to listen at once: what comes before somebody asks would be lost with the line.
        chunks: chunksOf(response),
      })
    })
    request.once('error', reject).end()
  })
}

function chunksOf(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const waiting: Uint8Array[] = []
  let failure: Error | undefined
  let isOver = false
  let wake: (() => void) | undefined
  response
    .on('data', (chunk: Uint8Array) => {
      waiting.push(chunk)
      if (waiting.length >= mostWaiting) response.pause()
      wake?.()
    })
    .once('error', (error) => {
      failure = error
    })
    .once('close', () => {
      isOver = true
      if (!response.complete) failure ??= new Error('the connection was closed')
      wake?.()
    })

  async function* take(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = waiting.shift()
        if (chunk) {
          if (response.isPaused()) response.resume()
          yield chunk
        } else if (isOver) {
          if (failure) throw failure
          return
        } else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    } finally {
      response.destroy()
    }
  }
  return take()
}
