import {authenticationOptions} from '../access/passkeys.ts'
import type {RelyingParty} from '../access/passkeys.ts'
import {makeSecret} from '../access/secret.ts'
import {startSession} from '../access/sessions.ts'
import type {User} from '../store/store.ts'
import type {Call} from './call.ts'
import {HttpError} from './http-error.ts'
import {formToken, isFormToken, loginPage, pageHeaders, refusalPage} from './login-page.ts'
import {isAllowedOrigin, isLoopbackName} from './origin-check.ts'
import {readBytes} from './read-body.ts'

const cookieName = 'marrow_login'

/** A form of the login page, read and found to be from it. */
export interface SentForm {
  fields: URLSearchParams
  /** Where login leads: an address of an allowed Studio. */
  target: URL
  /** Cookie of the browser that it was given to. */
  cookie: string
}

/**
 * Read a form that came from our page in the same browser, so that no other page can log somebody
 * in (CSRF).
 *
 * @returns
 *   The page that says why there is nothing to log in to, where the Studio is not an allowed one.
 * @throws {HttpError} 403, 408, 413, 415
 */
export async function readForm(call: Call): Promise<SentForm | Response> {
  const {request, services, url} = call
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new HttpError(415, 'form-expected', 'The login page sends a form')
  }
  const bytes = await readBytes(request, 32 * 1024, services.limits)
  const fields = new URLSearchParams(new TextDecoder().decode(bytes))
  const origin = request.headers.get('origin')
  const isOwn = origin === url.origin || origin === new URL(services.publicUrl).origin
  const cookie = cookieOf(request)
  if (!isOwn || !isFormToken(fields.get('form') ?? '', cookie, services.formKey)) {
    throw new HttpError(403, 'form-foreign', 'Open the login page again: this form is not from it')
  }
  const target = targetOf(fields.get('origin'), call)
  return target ? {fields, target, cookie} : noTarget()
}

/** Where login may lead: to an address whose origin is an allowed one. */
export function targetOf(origin: string | null, {url, services}: Call): URL | null {
  if (origin === null || !URL.canParse(origin)) return null
  const target = new URL(origin)
  if (!/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '') {
    return null
  }
  return isAllowedOrigin(target.origin, url, services) ? target : null
}

export function noTarget(): Response {
  const html = refusalPage('Open the Studio, and log in from there.')
  return new Response(html, {status: 400, headers: pageHeaders([])})
}

/**
 * Whom passkeys are made for: `localhost` on this machine, else the lake's public name.
 *
 * Null where the page is open under another name, on which no passkey would work.
 */
export function relyingParty({url, services}: Call): RelyingParty | null {
  const {hostname, origin} = new URL(services.publicUrl)
  const id = isLoopbackName(hostname) ? 'localhost' : hostname
  return url.hostname === id ? {id, origins: [url.origin, origin]} : null
}

/** Show the login page, with what was wrong. */
export function showLogin(
  call: Call,
  target: URL,
  status: number,
  {fault, name}: {fault?: string; name?: string} = {},
): Response {
  const cookie = cookieOf(call.request) || makeSecret('', call.services)
  const party = relyingParty(call)
  const challenge = party && call.services.challenges.issue({purpose: 'log in', cookie})
  const html = loginPage({
    target: target.href,
    token: formToken(cookie, call.services.formKey),
    ...(party && challenge && {passkey: authenticationOptions(challenge, party)}),
    ...(fault !== undefined && {fault}),
    ...(name !== undefined && {name}),
  })
  return pageFor(call, target, cookie, html, status)
}

/** Send a page whose form belongs to a browser's cookie. */
export function pageFor(
  {services}: Call,
  target: URL,
  cookie: string,
  html: string,
  status = 200,
): Response {
  const headers = new Headers(pageHeaders([target.origin]))
  const secure = services.publicUrl.startsWith('https:') ? '; Secure' : ''
  headers.set(
    'set-cookie',
    `${cookieName}=${cookie}; Path=/login; HttpOnly; SameSite=Strict; Max-Age=3600${secure}`,
  )
  return new Response(html, {status, headers})
}

/** Refuse an attempt, and log it. */
export function showRefusal(
  call: Call,
  target: URL,
  outcome: {waitSeconds: number} | null,
  name?: string,
): Response {
  const {services, address} = call
  const event = {at: services.clock(), event: 'login', address, level: 'warn'} as const
  const shown = name === undefined ? {} : {name}
  if (outcome === null) {
    services.log({...event, fault: 'login-wrong'})
    const fault = 'That is not right. Check both, and try again.'
    return showLogin(call, target, 401, {fault, ...shown})
  }
  services.log({...event, fault: 'login-locked'})
  const minutes = Math.ceil(outcome.waitSeconds / 60)
  const fault = `Too many attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`
  const response = showLogin(call, target, 429, {fault, ...shown})
  response.headers.set('retry-after', String(outcome.waitSeconds))
  return response
}

/** Start a session, and go back to the Studio with a code that it exchanges for the token. */
export function enter({services, address}: Call, target: URL, user: User): Response {
  services.log({at: services.clock(), event: 'login', address, level: 'info', user: user.id})
  const token = startSession(services.store.accounts, user.id, services)
  const to = new URL(target)
  to.hash = `sid=${services.loginCodes.issue(token)}`
  const headers = {location: to.href, 'referrer-policy': 'no-referrer'}
  return new Response(null, {status: 303, headers})
}

function cookieOf(request: Request): string {
  const pattern = new RegExp(`(?:^|; )${cookieName}=([A-Za-z0-9_-]{43})(?:;|$)`)
  return pattern.exec(request.headers.get('cookie') ?? '')?.[1] ?? ''
}
