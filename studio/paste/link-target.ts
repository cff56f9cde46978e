/** Where a link in pasted text leads: to the web, inside its document, or to somewhere else. */
export type LinkTarget = {kind: 'web'; href: string} | {kind: 'inside'} | {kind: 'other'}

/** Read an address; what Google Docs wraps into a redirect of its own is unwrapped, once. */
export function linkTarget(address: string): LinkTarget {
  return read(address, true)
}

function read(address: string, mayUnwrap: boolean): LinkTarget {
  const text = address.trim()
  if (text === '' || text.startsWith('#')) return {kind: 'inside'}
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return {kind: 'other'}
  const url = new URL(text)
  if (mayUnwrap && url.hostname === 'www.google.com' && url.pathname === '/url') {
    const wrapped = url.searchParams.get('q')
    if (wrapped) return read(wrapped, false)
  }
  return ['http:', 'https:', 'mailto:'].includes(url.protocol)
    ? {kind: 'web', href: text}
    : {kind: 'other'}
}
