import {logInWithPasskey} from '../../access/log-in.ts'
import {keepPasskey, userOfPasskey} from '../../access/passkeys.ts'
import {json} from '../answer.ts'
import {HttpError} from '../http-error.ts'
import {enter, readForm, relyingParty, showLogin, showRefusal} from '../login-form.ts'
import type {Route} from '../router.ts'

/** Most passkeys of one person. */
const mostPasskeys = 20

/** Log in with a passkey, which says itself whose it is. */
export const passkeyLogin: Route = {
  name: 'login-passkey',
  method: 'POST',
  path: '/login/passkey',
  audience: 'anyone',
  handle: async (call) => {
    const form = await readForm(call)
    if (form instanceof Response) return form
    const {fields, target, cookie} = form
    const party = relyingParty(call)
    const desk = {...call.services, accounts: call.services.store.accounts}
    const outcome = await logInWithPasskey(call.address, desk, async () => {
      const use = {purpose: 'log in', cookie}
      return party && userOfPasskey(fields.get('answer') ?? '', use, party, desk)
    })
    if (outcome === null || 'waitSeconds' in outcome) return showRefusal(call, target, outcome)
    return enter(call, target, outcome.user)
  },
}

/** Keep the passkey that was made after the right password, or none, and go on to the Studio. */
export const passkeyNew: Route = {
  name: 'login-passkey-new',
  method: 'POST',
  path: '/login/passkey/new',
  audience: 'anyone',
  handle: async (call) => {
    const form = await readForm(call)
    if (form instanceof Response) return form
    const {fields, target, cookie} = form
    const desk = {...call.services, accounts: call.services.store.accounts}
    const user = desk.accounts.user(fields.get('user') ?? '')
    const use = {purpose: `register ${user?.id}`, cookie}
    const ticket = fields.get('ticket') ?? ''
    if (!user || user.disabled || !desk.challenges.isGood(ticket, use)) {
      return showLogin(call, target, 401, {fault: 'That took too long. Log in again.'})
    }
    const answer = fields.has('skip') ? '' : (fields.get('answer') ?? '')
    if (answer !== '') {
      const party = relyingParty(call)
      const hasRoom = desk.accounts.passkeys(user.id).length < mostPasskeys
      const isKept = party && hasRoom && (await keepPasskey(answer, user, use, party, desk))
      if (!isKept) {
        return showLogin(call, target, 400, {fault: 'That passkey cannot be kept. Log in again.'})
      }
      const event = {at: desk.clock(), event: 'passkey-made', address: call.address} as const
      desk.log({...event, level: 'info', user: user.id})
    } else {
      desk.challenges.use(ticket, use)
    }
    return enter(call, target, user)
  },
}

/** The caller's own passkeys. */
export const listPasskeys: Route = {
  name: 'passkeys',
  method: 'GET',
  path: '/:version/users/me/passkeys',
  audience: 'users',
  handle: ({caller, services}) =>
    json(
      services.store.accounts
        .passkeys(caller.identity)
        .map(({id, label, createdAt}) => ({id, label, createdAt})),
    ),
}

/** Remove one of them: for a device that was lost. */
export const deletePasskey: Route = {
  name: 'passkeys',
  method: 'DELETE',
  path: '/:version/users/me/passkeys/:passkey',
  audience: 'users',
  handle: ({params, caller, services}) => {
    const passkey = services.store.accounts.passkey(params['passkey'] ?? '')
    if (passkey?.user !== caller.identity) {
      throw new HttpError(404, 'passkey-unknown', 'You have no such passkey')
    }
    services.store.accounts.removePasskey(passkey.id)
    return new Response(null, {status: 204})
  },
}
