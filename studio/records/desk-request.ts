import type {SanityClient} from '@sanity/client'

/** How long the desk server may take, in ms. */
const timeoutMs = 15_000
/** How long it may take over a file, in ms. */
const fileTimeoutMs = 120_000

/** The desk server does not answer, or refuses. */
export class DeskError extends Error {
  override name = 'DeskError'
  /** HTTP status; 0 when there is no answer. */
  readonly status: number

  constructor(status: number, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.status = status
  }
}

/** Tell whether there is a desk server to ask. */
export function hasDesk(client: SanityClient): boolean {
  return deskOrigin(client) !== null
}

/** Where the desk server is: the lake's own origin, or, on a hosted lake, where the build says. */
function deskOrigin(client: SanityClient): string | null {
  const {apiHost, useProjectHostname} = client.config()
  if (!useProjectHostname && apiHost) return apiHost
  return process.env['SANITY_STUDIO_MARROW_URL'] || null
}

/**
 * Ask the desk server for something of `/marrow/v1/`.
 *
 * @param path Such as `trust`.
 * @param body Posted as JSON; without one it is a GET.
 * @returns The parsed answer; null where there is no desk server at all.
 * @throws `DeskError` with the server's own words.
 */
export async function deskRequest(
  client: SanityClient,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await respond(client, path, body)
  const text = response ? await response.text() : ''
  return text === '' ? null : (JSON.parse(text) as unknown)
}

/**
 * Have the desk server make a file.
 *
 * @returns Null where there is no desk server at all.
 * @throws `DeskError` with the server's own words.
 */
export async function deskFile(
  client: SanityClient,
  path: string,
  body: object,
): Promise<Blob | null> {
  const response = await respond(client, path, body, fileTimeoutMs)
  return response && response.blob()
}

async function respond(
  client: SanityClient,
  path: string,
  body: object | undefined,
  limitMs = timeoutMs,
): Promise<Response | null> {
  const origin = deskOrigin(client)
  if (origin === null) return null
  const {token} = client.config()
  let response: Response
  try {
    response = await fetch(`${origin}/marrow/v1/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(token && {authorization: `Bearer ${token}`}),
        ...(body && {'content-type': 'application/json'}),
      },
      ...(body && {body: JSON.stringify(body)}),
      signal: AbortSignal.timeout(limitMs),
    })
  } catch (cause) {
    throw new DeskError(0, 'The desk server does not answer: check that Marrow runs', {cause})
  }
  if (response.ok) return response
  throw new DeskError(response.status, reasonIn(await response.text(), response.status))
}

function reasonIn(text: string, status: number): string {
  try {
    const value = JSON.parse(text) as {
      message?: unknown
      error?: {message?: unknown; description?: unknown}
    }
    const reason = value.error?.description ?? value.error?.message ?? value.message
    if (typeof reason === 'string') return reason
  } catch {
    // Not JSON: the status says what there is to say.
  }
  return `The desk server answers with ${status}`
}
