import {logIn} from '../../access/log-in.ts'
import {makeSecret} from '../../access/secret.ts'
import type {Call} from '../call.ts'
import {HttpError} from '../http-error.ts'
import {formToken, isFormToken, loginPage, pageHeaders, refusalPage} from '../login-page.ts'
import {isAllowedOrigin} from '../origin-check.ts'
import {readBytes} from '../read-body.ts'
import type {Route} from '../router.ts'

const cookieName = 'marrow_login'

/** The page that the Studio's login button leads to, with `?origin=` of the Studio. */
export const loginForm: Route = {
  name: 'login',
  method: 'GET',
  path: '/login',
  audience: 'anyone',
  handle: (call) => {
    const target = targetOf(call.url.searchParams.get('origin'), call)
    if (target === null) return refuse(400, 'Open the Studio, and log in from there.')
    return showForm(call, target, 200)
  },
}

/** Log in, and go back to the Studio with a code that it exchanges for the session's token. */
export const login: Route = {
  name: 'login',
  method: 'POST',
  path: '/login',
  audience: 'anyone',
  handle: async (call) => {
    const {request, services, address} = call
    const form = await readForm(call)
    checkForm(call, form)
    const target = targetOf(form.get('origin'), call)
    if (target === null) return refuse(400, 'Open the Studio, and log in from there.')
    const [name, password] = [form.get('name') ?? '', form.get('password') ?? '']
    const desk = {...services, accounts: services.store.accounts}
    const outcome = await logIn({name, password, address}, desk)
    const event = {at: services.clock(), event: 'login', address}
    if (outcome === null) {
      services.log({...event, level: 'warn', fault: 'login-wrong'})
      return showForm(call, target, 401, 'That is not right. Check both, and try again.', name)
    }
    if ('waitSeconds' in outcome) {
      services.log({...event, level: 'warn', fault: 'login-locked'})
      const minutes = Math.ceil(outcome.waitSeconds / 60)
      const fault = `Too many attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`
      const response = showForm(call, target, 429, fault, name)
      response.headers.set('retry-after', String(outcome.waitSeconds))
      return response
    }
    services.log({...event, level: 'info', user: outcome.user.id})
    target.hash = `sid=${services.loginCodes.issue(outcome.token)}`
    const headers = {location: target.href, 'referrer-policy': 'no-referrer'}
    return new Response(null, {status: request.method === 'POST' ? 303 : 302, headers})
  },
}

/** Where login may lead: to an address whose origin is an allowed one. */
function targetOf(origin: string | null, {url, services}: Call): URL | null {
  if (origin === null || !URL.canParse(origin)) return null
  const target = new URL(origin)
  if (!/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '') {
    return null
  }
  return isAllowedOrigin(target.origin, url, services) ? target : null
}

async function readForm({request, services}: Call): Promise<URLSearchParams> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new HttpError(415, 'form-expected', 'The login page sends a form')
  }
  const bytes = await readBytes(request, 8 * 1024, services.limits)
  return new URLSearchParams(new TextDecoder().decode(bytes))
}

/**
 * Refuse a form that did not come from our page in the same browser, so that no other page can log
 * somebody in (CSRF).
 */
function checkForm({request, url, services}: Call, form: URLSearchParams): void {
  const origin = request.headers.get('origin')
  const isOwn = origin === url.origin || origin === new URL(services.publicUrl).origin
  const token = form.get('form') ?? ''
  if (isOwn && isFormToken(token, cookieOf(request), services.formKey)) return
  throw new HttpError(403, 'form-foreign', 'Open the login page again: this form is not from it')
}

function cookieOf(request: Request): string {
  const pattern = new RegExp(`(?:^|; )${cookieName}=([A-Za-z0-9_-]{43})(?:;|$)`)
  return pattern.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
}

function showForm(
  {request, services}: Call,
  target: URL,
  status: number,
  fault?: string,
  name?: string,
): Response {
  const cookie = cookieOf(request) || makeSecret('', services)
  const token = formToken(cookie, services.formKey)
  const html = loginPage({target: target.href, token, ...(fault && {fault}), ...(name && {name})})
  const headers = new Headers(pageHeaders([target.origin]))
  const secure = services.publicUrl.startsWith('https:') ? '; Secure' : ''
  headers.set(
    'set-cookie',
    `${cookieName}=${cookie}; Path=/login; HttpOnly; SameSite=Strict; Max-Age=3600${secure}`,
  )
  return new Response(html, {status, headers})
}

function refuse(status: number, message: string): Response {
  return new Response(refusalPage(message), {status, headers: pageHeaders([])})
}
