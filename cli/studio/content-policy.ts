/** Where the hosted lake is, for a Studio that was built for it. */
const hostedApi = [
  'https://*.api.sanity.io',
  'https://api.sanity.io',
  'https://*.apicdn.sanity.io',
  'wss://*.api.sanity.io',
]

/**
 * Write the Content-Security-Policy of the Studio: nothing from outside is loaded, called or run.
 *
 * @param host
 *   Host and port of the Studio, for its WebSockets: not every browser counts them as its own.
 * @param isHosted
 *   It was built for the hosted lake.
 */
export function contentPolicy(host: string, isHosted = false): string {
  const policy: Record<string, string[]> = {
    'default-src': [`'none'`],
    'script-src': [`'self'`],
    // styled-components and Sanity's own parts write styles as they run
    'style-src': [`'self'`, `'unsafe-inline'`],
    'img-src': [`'self'`, 'data:', 'blob:', ...(isHosted ? ['https://cdn.sanity.io'] : [])],
    'media-src': [`'self'`, 'blob:', ...(isHosted ? ['https://cdn.sanity.io'] : [])],
    'font-src': [`'self'`],
    'connect-src': [`'self'`, `ws://${host}`, `wss://${host}`, ...(isHosted ? hostedApi : [])],
    'worker-src': [`'self'`, 'blob:'],
    'frame-src': [`'self'`, 'blob:'],
    'manifest-src': [`'self'`],
    'form-action': [`'self'`],
    'base-uri': [`'none'`],
    'object-src': [`'none'`],
    'frame-ancestors': [`'none'`],
  }
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ')
}
