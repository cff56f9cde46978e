import {parseByteRange, type ByteRange} from './byte-range.ts'
import {isCompressible, type Coding} from './compress.ts'
import {entityTag, isMatch, isNoneMatch, isRangeFresh} from './conditional.ts'
import {digestOf, type Content} from './content.ts'
import {chooseCoding} from './negotiate.ts'
import {Problem, problemResponse} from './problem.ts'

/** How a content is answered. */
export interface Manner {
  mediaType: string
  cacheControl: string
  headers?: Record<string, string>
  /** Made for this answer: asked for in part it comes whole all the same. */
  isWhole?: boolean
  /** 200 unless given; another one is neither conditional nor partial. */
  status?: number
}

/**
 * Answer a content: whole, in part, or not at all where the client has it.
 *
 * The content is closed when the answer is out, or was given up.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 */
export async function respond(
  request: Pick<Request, 'method' | 'headers'>,
  content: Content,
  manner: Manner,
): Promise<Response> {
  const close = once(content.close)
  try {
    const {response, body} = await choose(request, content, manner)
    if (!body || request.method === 'HEAD') {
      await close?.()
      return new Response(null, response)
    }
    return new Response(close ? closing(body, close) : body, response)
  } catch (error) {
    await close?.()
    if (error instanceof Problem) return withHeaders(problemResponse(error), manner.headers)
    throw error
  }
}

interface Chosen {
  response: {status: number; headers: Record<string, string>}
  body?: ReadableStream<Uint8Array<ArrayBuffer>>
}

async function choose(
  request: Pick<Request, 'method' | 'headers'>,
  content: Content,
  manner: Manner,
): Promise<Chosen> {
  const {status = 200, mediaType, isWhole = false} = manner
  const isPartial = request.method === 'GET' && status === 200 && !isWhole
  const asked = isPartial ? request.headers.get('range') : null
  const coding = asked === null && isCompressible(mediaType) ? chooseCoding(request.headers) : null
  const coded = coding && (await content.coded(coding))
  const sent = coded || content
  const tag = entityTag(content.digest, coded ? coding : null)
  const headers = headersOf(sent, tag, coded ? coding : null, manner)

  if (status === 200) {
    if (!isMatch(request.headers.get('if-match'), tag)) {
      throw new Problem(412, 'precondition-failed', 'It is not what If-Match names', {
        headers: {etag: tag},
      })
    }
    if (isNoneMatch(request.headers.get('if-none-match'), tag)) {
      const {
        'content-type': _type,
        'content-length': _length,
        'content-encoding': _coding,
        ...kept
      } = headers
      return {response: {status: 304, headers: kept}}
    }
    const range = isRangeFresh(request.headers.get('if-range'), tag)
      ? parseByteRange(asked, content.bytes)
      : null
    if (range === 'unsatisfiable') {
      throw new Problem(416, 'range-not-satisfiable', `It has ${content.bytes} bytes`, {
        headers: {'content-range': `bytes */${content.bytes}`, etag: tag},
      })
    }
    if (range) return partial(content, range, headers)
  }
  if (request.method !== 'HEAD') headers['content-digest'] = sent.digest.field
  return {response: {status, headers}, body: sent.stream(0, sent.bytes - 1)}
}

/** The part is read twice, in constant memory: its digest goes out before it. */
async function partial(
  content: Content,
  {start, end}: ByteRange,
  headers: Record<string, string>,
): Promise<Chosen> {
  const digest = await digestOf(content.stream(start, end))
  const response = {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${start}-${end}/${content.bytes}`,
      'content-length': String(end - start + 1),
      'content-digest': digest.field,
    },
  }
  return {response, body: content.stream(start, end)}
}

function headersOf(
  sent: Content,
  tag: string,
  coding: Coding | null,
  {mediaType, cacheControl, isWhole, headers = {}}: Manner,
): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-length': String(sent.bytes),
    ...(coding && {'content-encoding': coding}),
    'repr-digest': sent.digest.field,
    'cache-control': cacheControl,
    'accept-ranges': isWhole ? 'none' : 'bytes',
    etag: tag,
    ...headers,
  }
}

function withHeaders(response: Response, headers: Record<string, string> = {}): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

function once(close: Content['close']): Content['close'] {
  let isOpen = true
  return (
    close &&
    (async () => {
      if (isOpen) await close()
      isOpen = false
    })
  )
}

/** Close what a body is read from when it was read, failed or was given up. */
function closing(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  close: () => Promise<void>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const {done, value} = await reader.read()
          if (!done) {
            controller.enqueue(value)
            return
          }
          controller.close()
        } catch (error) {
          controller.error(error)
        }
        await close()
      },
      async cancel(reason) {
        await reader.cancel(reason)
        await close()
      },
    },
    {highWaterMark: 0},
  )
}
