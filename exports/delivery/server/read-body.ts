import {Problem} from './problem.ts'

/** What a body may take. */
const mostBytes = 16 * 1024
const longestMs = 10_000

/**
 * Read a small body as text.
 *
 * @throws `Problem` 400, 408, 413, 415
 */
export async function readBody(request: Request, mediaType: string): Promise<string> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (type !== mediaType || encoding.toLowerCase() !== 'identity') {
    throw new Problem(415, 'media-type-unsupported', `Send ${mediaType}, uncompressed`)
  }
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge()
  const reader = request.body?.getReader()
  if (!reader) return ''
  const pieces: Uint8Array[] = []
  let size = 0
  const {promise: late, reject} = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Problem(408, 'body-too-slow', 'The body came too slowly')),
    longestMs,
  )
  try {
    for (;;) {
      const {done, value} = await Promise.race([reader.read(), late])
      if (done) break
      size += value.byteLength
      if (size > mostBytes) throw tooLarge()
      pieces.push(value)
    }
  } finally {
    clearTimeout(timer)
    // What is left is not read; the connection is closed.
    reader.cancel().catch(() => undefined)
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(Buffer.concat(pieces))
  } catch (cause) {
    throw new Problem(400, 'body-malformed', 'The body is not UTF-8', {cause})
  }
}

function tooLarge(): Problem {
  return new Problem(413, 'body-too-large', `A body has at most ${mostBytes} bytes`)
}
