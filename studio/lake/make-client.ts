import {createClient, type ClientConfig, type SanityClient} from '@sanity/client'

import {lakeOrigin} from './lake-address.ts'
import {lakeFetch} from './lake-fetch.ts'

/** Make the clients of the Studio: of the lake that serves it, listening through WebSockets. */
export function makeClient(options: ClientConfig): SanityClient {
  return createClient({
    ...options,
    apiHost: lakeOrigin,
    useProjectHostname: false,
    useCdn: false,
    resolveFetch: () => lakeFetch,
  })
}
