/** Say in plain words why the lake refused something: its own message, where it gave one. */
export function lakeMessage(error: unknown): string {
  const body = bodyOf(error)
  const [item] = body?.error?.items ?? []
  const said = item?.error?.description ?? body?.error?.description ?? body?.message
  if (said !== undefined && said !== '') return said
  return error instanceof Error ? error.message : String(error)
}

interface Body {
  message?: string
  error?: {description?: string; items?: Array<{error?: {description?: string}}>}
}

/** The answer inside an error of `@sanity/client`. */
function bodyOf(error: unknown): Body | null {
  if (typeof error !== 'object' || error === null || !('response' in error)) return null
  const {response} = error
  if (typeof response !== 'object' || response === null || !('body' in response)) return null
  return typeof response.body === 'object' ? response.body : null
}
