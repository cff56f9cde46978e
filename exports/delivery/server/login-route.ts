import {failed, findReader, limitStranger} from './authenticate.ts'
import type {Call} from './call.ts'
import {pageResponse} from './page/frame.ts'
import {loginPage} from './page/login-page.ts'
import {Problem} from './problem.ts'
import {readBody} from './read-body.ts'
import {sessionCookie} from './sessions.ts'
import {hashToken} from './token-file.ts'

/**
 * Start a browser's session for a token that counts. A failed attempt counts as one with a header.
 *
 * @throws `Problem` 403 for a form of another page, 408, 413, 415, 429
 */
export async function loginRoute(call: Call): Promise<Response> {
  const {request, services} = call
  const {world, limits, sessions} = services
  limitStranger(call)
  refuseForeign(call)
  const fields = new URLSearchParams(await readBody(request, 'application/x-www-form-urlencoded'))
  const hash = hashToken((fields.get('token') ?? '').trim())
  const found = await findReader(hash, services)
  if (!found) {
    const problem = failed(call)
    if (problem.status === 429) throw problem
    return pageResponse(
      loginPage('This token does not count: it is unknown, revoked or expired.'),
      401,
      {
        'www-authenticate': 'Bearer realm="marrow"',
      },
    )
  }
  const secret = sessions.start(hash, Date.parse(world.clock()), limits.sessionMs, (length) =>
    world.random(length),
  )
  return leadHome(sessionCookie(secret, isTls(call), limits.sessionMs))
}

/** End a browser's session. @throws `Problem` 403 for a form of another page. */
export async function logoutRoute(call: Call): Promise<Response> {
  limitStranger(call)
  refuseForeign(call)
  call.services.sessions.end(call.request.headers)
  return leadHome(sessionCookie('', isTls(call), 0))
}

function leadHome(cookie: string): Response {
  return new Response(null, {
    status: 303,
    headers: {location: '/', 'set-cookie': cookie, 'cache-control': 'no-store'},
  })
}

/** Only our own page may log somebody in or out (CSRF). */
function refuseForeign({request, url, services}: Call): void {
  const origin = request.headers.get('origin') ?? ''
  const {publicUrl} = services.world
  const ours = [url.origin, ...(publicUrl === undefined ? [] : [new URL(publicUrl).origin])]
  if (ours.includes(origin)) return
  throw new Problem(403, 'form-foreign', 'Open the page again: this form is not from it')
}

function isTls({url, services}: Call): boolean {
  const {publicUrl} = services.world
  return url.protocol === 'https:' || publicUrl?.startsWith('https:') === true
}
