/**
 * Parse an absolute http(s) address; null for anything else.
 *
 * Hosts are held to the letters that a Content-Security-Policy source may have: `;` is legal in a
 * URL's host and would end a directive.
 */
export function webUrl(value: string | undefined): URL | null {
  if (value === undefined || !URL.canParse(value)) return null
  const url = new URL(value)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (!/^(?:[a-z\d.-]+|\[[\da-f:.]+\])$/.test(url.hostname)) return null
  return url
}
