import {addressOf, headersOf, type HttpOptions} from './http-source.ts'
import {PullError} from './pull-error.ts'

/** Where acknowledgements go. */
const acksPath = 'v1/acks'

/**
 * Tell a delivery server that every event up to one is applied.
 *
 * @returns False where the server knows no acknowledgements: it serves files, or has another audience
 *   for this token by now.
 * @throws `PullError` `not-acknowledged`.
 */
export async function acknowledge(
  base: URL,
  {audience, seq}: {audience: string; seq: number},
  options: HttpOptions & {fetch: typeof globalThis.fetch},
): Promise<boolean> {
  const fail = (reason: string, cause?: unknown): PullError =>
    new PullError('not-acknowledged', acksPath, `event ${seq} was not acknowledged: ${reason}`, {
      cause,
    })
  const url = addressOf(base, acksPath)
  url.searchParams.set('audience', audience)
  let response: Response
  try {
    response = await options.fetch(url, {
      method: 'POST',
      headers: {...headersOf(options), 'content-type': 'application/json'},
      body: JSON.stringify({seq}),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.idleMs),
    })
    await response.body?.cancel()
  } catch (cause) {
    throw fail(cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (response.ok) return true
  if ([404, 405, 501].includes(response.status)) return false
  throw fail(`HTTP ${response.status}`)
}
