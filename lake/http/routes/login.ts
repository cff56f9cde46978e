import {logIn} from '../../access/log-in.ts'
import {registrationOptions} from '../../access/passkeys.ts'
import type {User} from '../../store/store.ts'
import type {Call} from '../call.ts'
import {
  enter,
  noTarget,
  pageFor,
  readForm,
  relyingParty,
  showLogin,
  showRefusal,
  targetOf,
} from '../login-form.ts'
import type {SentForm} from '../login-form.ts'
import {formToken, registerPage} from '../login-page.ts'
import {isLoopbackName} from '../origin-check.ts'
import type {Route} from '../router.ts'

/** The page that the Studio's login button leads to, with `?origin=` of the Studio. */
export const loginForm: Route = {
  name: 'login',
  method: 'GET',
  path: '/login',
  audience: 'anyone',
  handle: (call) => {
    const target = targetOf(call.url.searchParams.get('origin'), call)
    if (target === null) return noTarget()
    return toPasskeyName(call) ?? showLogin(call, target, 200)
  },
}

/** Log in with a password; then, for who wants one, to the making of a passkey. */
export const login: Route = {
  name: 'login',
  method: 'POST',
  path: '/login',
  audience: 'anyone',
  handle: async (call) => {
    const form = await readForm(call)
    if (form instanceof Response) return form
    const {fields, target} = form
    const [name, password] = [fields.get('name') ?? '', fields.get('password') ?? '']
    const desk = {...call.services, accounts: call.services.store.accounts}
    const outcome = await logIn({name, password, address: call.address}, desk)
    if (outcome === null || 'waitSeconds' in outcome) {
      return showRefusal(call, target, outcome, name)
    }
    return offerPasskey(call, form, outcome.user) ?? enter(call, target, outcome.user)
  },
}

/** Passkeys are bound to a name, never to an address such as 127.0.0.1: go on under the name. */
function toPasskeyName({url}: Call): Response | null {
  if (url.hostname === 'localhost' || !isLoopbackName(url.hostname)) return null
  const named = new URL(url)
  named.hostname = 'localhost'
  return new Response(null, {status: 302, headers: {location: named.href}})
}

/** The ticket says for five minutes that this browser's user gave the right password. */
function offerPasskey(call: Call, {fields, target, cookie}: SentForm, user: User): Response | null {
  const party = relyingParty(call)
  if (party === null || fields.get('passkey') !== 'make') return null
  const {challenges, store, formKey} = call.services
  const ticket = challenges.issue({purpose: `register ${user.id}`, cookie})
  const known = store.accounts.passkeys(user.id)
  const html = registerPage({
    target: target.href,
    token: formToken(cookie, formKey),
    passkey: registrationOptions(ticket, party, user, known),
    user: user.id,
    ticket,
  })
  return pageFor(call, target, cookie, html)
}
