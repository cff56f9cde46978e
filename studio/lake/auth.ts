import type {AuthConfig} from 'sanity'

import {lakeOrigin} from './lake-address.ts'

/**
 * Log in through the lake's own page, which answers with a code that the Studio exchanges for the
 * session's token. No other way in is shown, so it is taken straight away.
 */
export const lakeAuth: AuthConfig = {
  loginMethod: 'token',
  redirectOnSingle: true,
  providers: [{name: 'local', title: 'Log in', url: `${lakeOrigin}/login`}],
}
