import {readdirSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {extname, join, relative, sep} from 'node:path'

import {contentPolicy} from './content-policy.ts'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** How to serve a Studio. */
export interface StudioHandlerOptions {
  /** It was built for the hosted lake. */
  isHosted?: boolean
}

/**
 * Make what serves a Studio that was built: its files, and its page at every other address, since it
 * finds its own way from there.
 *
 * @param folder
 *   As {@link buildStudio} gives it; it is listed once, and nothing else is ever read.
 */
export function studioHandler(
  folder: string,
  options: StudioHandlerOptions = {},
): (request: Request) => Promise<Response> {
  const files = new Map(
    readdirSync(folder, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]),
  )
  const page = join(folder, 'index.html')

  return async (request) => {
    const url = new URL(request.url)
    const common = {
      'content-security-policy': contentPolicy(url.host, options.isHosted),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'x-frame-options': 'DENY',
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return new Response(null, {status: 405, headers: {...common, allow: 'GET, HEAD'}})
    }
    const file = files.get(url.pathname)
    if (file === undefined && url.pathname.startsWith('/static/')) {
      return new Response('There is no such file.\n', {status: 404, headers: common})
    }
    const served = file ?? page
    const bytes = request.method === 'HEAD' ? null : await readFile(served)
    return new Response(bytes, {
      headers: {
        ...common,
        'content-type': mediaTypes[extname(served)] ?? 'application/octet-stream',
        'cache-control': cacheControl(served === page ? '/' : url.pathname),
      },
    })
  }
}

/** Names in `static` that end in a digest never get other bytes. */
function cacheControl(path: string): string {
  return /^\/static\/.+-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/.test(path)
    ? 'public, max-age=31536000, immutable'
    : 'no-cache'
}
