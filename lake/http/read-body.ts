import {JsonError, parseStrictJson} from '#schemas'

import {HttpError} from './http-error.ts'
import type {HttpLimits} from './limits.ts'

/**
 * Read a JSON body that means one thing to every reader.
 *
 * @throws {HttpError} 400 with the place of the fault, and as {@link readBytes}.
 */
export async function readJson(request: Request, limits: HttpLimits): Promise<unknown> {
  const bytes = await readBytes(request, limits.bodyBytes, limits)
  return parseJson(decode(bytes), 'body')
}

/** Parse JSON of a request strictly. @throws {HttpError} 400 */
export function parseJson(text: string, name: string): unknown {
  try {
    return parseStrictJson(text, {name})
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause
    throw new HttpError(400, `json-${cause.code}`, cause.message, {cause})
  }
}

/**
 * Read a body, bounded in size and time.
 *
 * @throws {HttpError} 413 when it is too large, 408 when it is too slow, 415 when it is compressed.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
  limits: HttpLimits,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of boundedBody(request, maxBytes, limits)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Give the pieces of a body as they come, bounded as in {@link readBytes}. */
export async function* boundedBody(
  request: Request,
  maxBytes: number,
  {bodyMs, idleMs}: HttpLimits,
): AsyncGenerator<Uint8Array> {
  refuseEncoding(request)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const reader = request.body?.getReader()
  if (!reader) return
  const whole = new Deadline(bodyMs)
  let size = 0
  try {
    for (;;) {
      const idle = new Deadline(idleMs)
      const piece = await Promise.race([reader.read(), whole.passed, idle.passed]).finally(() =>
        idle.clear(),
      )
      if (piece.done) return
      size += piece.value.byteLength
      if (size > maxBytes) throw tooLarge(maxBytes)
      yield piece.value
    }
  } finally {
    whole.clear()
    // what is left is not read; the server closes the connection
    reader.cancel().catch(() => undefined)
  }
}

/** Fails once a time has passed. */
class Deadline {
  readonly passed: Promise<never>
  readonly #timer: NodeJS.Timeout

  constructor(ms: number) {
    const {promise, reject} = Promise.withResolvers<never>()
    promise.catch(() => undefined)
    this.passed = promise
    this.#timer = setTimeout(() => {
      reject(new HttpError(408, 'body-slow', 'The body came too slowly'))
    }, ms)
  }

  clear(): void {
    clearTimeout(this.#timer)
  }
}

/** No client of ours compresses what it sends: refusing it leaves no room for a bomb. */
function refuseEncoding(request: Request): void {
  const encoding = request.headers.get('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() !== 'identity') {
    throw new HttpError(415, 'body-encoded', 'Send the body uncompressed', {
      headers: {'accept-encoding': 'identity'},
    })
  }
}

function tooLarge(maxBytes: number): HttpError {
  const size = `${Math.floor(maxBytes / (1024 * 1024))} MB`
  return new HttpError(413, 'body-large', `The body is larger than ${size}`)
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (cause) {
    throw new HttpError(400, 'body-not-utf8', 'The body is not UTF-8', {cause})
  }
}
