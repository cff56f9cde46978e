import {addressOf, headersOf, type HttpOptions} from './http-source.ts'
import {PullError} from './pull-error.ts'

/** Where a delivery server tells of changes. */
const changesPath = 'v1/changes'
/** Longest silence of an event stream, in milliseconds: the server sends a sign of life sooner. */
const longestSilenceMs = 60_000
/** What a server that serves files alone says to it. */
const knowsNone = new Set([404, 405, 406, 410, 501])

/**
 * Wait until a delivery server has an event after one.
 *
 * Only a hint: what is new is read, and verified, as in any other pull.
 *
 * @returns False where the server tells of no changes: it serves files.
 * @throws `PullError` when the stream ends before.
 */
export async function waitForChange(
  base: URL,
  since: number,
  {fetch, token}: Pick<HttpOptions, 'token'> & {fetch: typeof globalThis.fetch},
  signal: AbortSignal,
): Promise<boolean> {
  const url = addressOf(base, changesPath)
  url.searchParams.set('since', String(since))
  const silence = new AbortController()
  const until = AbortSignal.any([signal, silence.signal])
  let timer = setTimeout(() => silence.abort(), longestSilenceMs)
  try {
    const response = await fetch(url, {
      headers: {...headersOf({token}), accept: 'text/event-stream'},
      redirect: 'manual',
      signal: until,
    })
    if (!isStream(response)) {
      await response.body?.cancel()
      if (response.ok || knowsNone.has(response.status)) return false
      throw new PullError('unreachable', changesPath, `HTTP ${response.status}`)
    }
    for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), longestSilenceMs)
      // Comments are signs of life; a field of data is an event.
      if (/^data:/m.test(text)) return true
    }
    throw new PullError('unreachable', changesPath, 'the stream ended')
  } catch (cause) {
    if (cause instanceof PullError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new PullError('unreachable', changesPath, message, {cause})
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

function isStream(response: Response): boolean {
  const type = response.headers.get('content-type') ?? ''
  return response.status === 200 && type.startsWith('text/event-stream') && response.body !== null
}
