import {httpGet, type Answer} from './http-get.ts'
import {PullError} from './pull-error.ts'
import type {Opened, Source} from './source.ts'

/** What a client may be told of the way to a server. */
export interface HttpOptions {
  /** Goes into a header, to this origin alone. */
  token?: string | undefined
  /** Longest silence between two chunks, in milliseconds. */
  idleMs: number
  /** Slowest rate that is waited for, in bytes per second, after the first `idleMs`. */
  slowest: number
}

const mostRedirects = 3

/** Read a repository from a web server: any, static or not. */
export function httpSource(base: URL, options: HttpOptions): Source {
  return {
    name: base.href,
    async read(path, most) {
      const {chunks} = await openUrl(base, path, most, undefined, options)
      const parts: Uint8Array[] = []
      for await (const chunk of chunks) parts.push(chunk)
      return joined(parts)
    },
    open: (path, most, resume) => openUrl(base, path, most, resume, options),
  }
}

/** Address of a path below a base, which ends with a slash. */
export function addressOf(base: URL, path: string): URL {
  return new URL(path.split('/').map(encodeURIComponent).join('/'), base)
}

/** Headers of every request. */
export function headersOf({token}: Pick<HttpOptions, 'token'>): Record<string, string> {
  return {
    // Digests are of the bytes as they lie there.
    'accept-encoding': 'identity',
    ...(token !== undefined && {authorization: `Bearer ${token}`}),
  }
}

async function openUrl(
  base: URL,
  path: string,
  most: number,
  resume: {from: number; etag: string | null} | undefined,
  options: HttpOptions,
): Promise<Opened> {
  const headers = headersOf(options)
  const from = resume?.from ?? 0
  if (from > 0) {
    headers['range'] = `bytes=${from}-`
    if (resume?.etag) headers['if-range'] = resume.etag
  }
  const abort = new AbortController()
  const answer = await withinTime(
    path,
    options.idleMs,
    ask(base, addressOf(base, path), path, headers, abort.signal),
    abort,
  )
  if (answer.status === 416 && from > 0) {
    abort.abort()
    return openUrl(base, path, most, undefined, options)
  }
  const start = startOf(answer, from)
  if (start === undefined) {
    abort.abort()
    throw failureOf(answer, path)
  }
  return {
    from: start,
    etag: strongTag(answer.header('etag')),
    chunks: bounded(answer, {path, from: start, most, abort}, options),
  }
}

/** Where the body of an answer begins; undefined for an answer that has none of the file. */
function startOf({status, header}: Answer, from: number): number | undefined {
  if (status === 200) return 0
  if (status !== 206 || from === 0) return undefined
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header('content-range') ?? '')
  return Number(range?.[1]) === from ? from : undefined
}

async function ask(
  base: URL,
  url: URL,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  let target = url
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const hop = new AbortController()
    const either = AbortSignal.any([signal, hop.signal])
    const answer = await attempt(path, () => httpGet(target, headers, either))
    const location = answer.header('location')
    if (answer.status < 300 || answer.status > 399 || location === null) return answer
    hop.abort()
    target = redirected(base, target, location, path)
  }
  throw new PullError('redirected', path, `leads on more than ${mostRedirects} times`)
}

/** Follow within the origin alone: a token, and what is asked for, is nobody else's business. */
function redirected(base: URL, from: URL, location: string, path: string): URL {
  const target = URL.canParse(location, from) ? new URL(location, from) : undefined
  if (target?.origin === base.origin) return target
  const where = target ? target.origin : 'an address that is none'
  throw new PullError('redirected', path, `leads to ${where}; pull from there if that is right`)
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new PullError('unreachable', path, reasonOf(cause), {cause, isTransient: true})
  }
}

async function withinTime<T>(
  path: string,
  milliseconds: number,
  work: Promise<T>,
  abort: AbortController,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new PullError('too-slow', path, `nothing came for ${milliseconds} ms`, {isTransient: true}),
      )
      abort.abort()
    }, milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    // What the abort does to the work is no second fault.
    work.catch(() => undefined)
    throw error
  } finally {
    clearTimeout(timer)
  }
}

interface Bounds {
  path: string
  from: number
  most: number
  abort: AbortController
}

/** Give the chunks of a body; ends a body that is too long, too slow or silent. */
async function* bounded(
  answer: Answer,
  {path, from, most, abort}: Bounds,
  {idleMs, slowest}: HttpOptions,
): AsyncGenerator<Uint8Array> {
  const chunks = answer.chunks[Symbol.asyncIterator]()
  const started = performance.now()
  let position = from
  try {
    for (;;) {
      const next = await withinTime(
        path,
        idleMs,
        attempt(path, () => chunks.next()),
        abort,
      )
      if (next.done) return
      position += next.value.length
      if (position > most) {
        throw new PullError('too-large', path, `is longer than the ${most} bytes it may have`)
      }
      yield next.value
      const allowed = idleMs + ((position - from) / slowest) * 1000
      if (performance.now() - started > allowed) {
        throw new PullError('too-slow', path, `comes slower than ${slowest} bytes a second`, {
          isTransient: true,
        })
      }
    }
  } finally {
    abort.abort()
  }
}

function failureOf({status}: Answer, path: string): PullError {
  if (status === 404 || status === 410) {
    return new PullError('missing', path, `is not there (HTTP ${status})`)
  }
  if (status === 401 || status === 403) {
    const message = `the server does not let this token read it (HTTP ${status})`
    return new PullError('unauthorised', path, message)
  }
  const isTransient = status >= 500 || status === 429 || status === 408
  return new PullError('unreachable', path, `HTTP ${status}`, {isTransient})
}

function strongTag(tag: string | null): string | null {
  return tag !== null && /^"[^"]*"$/.test(tag) ? tag : null
}

/** Put the parts of a body together. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let position = 0
  for (const part of parts) {
    bytes.set(part, position)
    position += part.length
  }
  return bytes
}

/** Of several addresses that were tried, the errors are inside, and the outer says nothing. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(reasonOf).join('; ')
  }
  return error.message
}
