import {endSession} from '../../access/sessions.ts'
import {networkOf} from '../../access/attempt-limiter.ts'
import {json} from '../answer.ts'
import {unauthorized} from '../http-error.ts'
import {tokenOf, tooManyAttempts} from '../identify.ts'
import type {Route} from '../router.ts'

/** How to log in: with the lake's own page. */
export const authProviders: Route = {
  name: 'auth-providers',
  method: 'GET',
  path: '/:version/auth/providers',
  audience: 'anyone',
  handle: ({services}) =>
    json({
      providers: [
        {name: 'local', title: 'Marrow', url: new URL('/login', services.publicUrl).href},
      ],
      thirdPartyLogin: false,
      sso: {saml: false},
    }),
}

/** Exchange the code that the login page handed over for the session's token. Works once. */
export const authFetch: Route = {
  name: 'auth-fetch',
  method: 'GET',
  path: '/:version/auth/fetch',
  audience: 'anyone',
  handle: ({url, address, services}) => {
    const token = services.loginCodes.redeem(url.searchParams.get('sid') ?? '')
    if (token !== null) return json({token, label: 'Marrow'})
    const [network, now] = [networkOf(address), Date.parse(services.clock())]
    const wait = services.guesses.waitSeconds(network, now)
    services.guesses.fail(network, now)
    throw wait > 0 ? tooManyAttempts(wait) : unauthorized('This login has ended: log in again')
  },
}

/** Whose token is this? */
export const authId: Route = {
  name: 'auth-id',
  method: 'GET',
  path: '/:version/auth/id',
  audience: 'users',
  handle: ({caller}) => json({id: caller.identity}),
}

/** End the session of the token that is sent. */
export const authLogout: Route = {
  name: 'auth-logout',
  method: 'POST',
  path: '/:version/auth/logout',
  audience: 'anyone',
  handle: ({request, services}) => {
    const token = tokenOf(request.headers)
    if (token !== null) endSession(services.store.accounts, token)
    return new Response(null, {status: 204})
  },
}
