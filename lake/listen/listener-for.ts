import type {Caller} from '../access/caller.ts'
import {withAddress} from '../assets/asset-address.ts'
import type {AssetAddress} from '../assets/asset-address.ts'
import type {Listener} from './hub.ts'
import {parseListenFilter} from './listen-filter.ts'
import {parseListenOptions} from './listen-options.ts'

/** Where and from where on to listen. */
export interface ListenRequest {
  dataset: string
  /** Query string of the request. */
  search: URLSearchParams
  lastEventId: string | null
  /** Where assets are now. */
  assets: AssetAddress
}

/**
 * Make a listener for a caller: it hears of what the caller may read, while their token is good.
 *
 * @throws {LakeError} 400 for a query or an option that makes no sense.
 */
export function listenerFor(
  caller: Caller,
  {dataset, search, lastEventId, assets}: ListenRequest,
): Omit<Listener, 'signal'> {
  const options = parseListenOptions(search)
  return {
    dataset,
    user: caller.identity,
    options,
    lastEventId,
    filter: parseListenFilter(options.query, options.params, caller.identity),
    canRead: (document) => caller.canRead(document),
    show: (document) => withAddress(document, assets),
    isLive: () => caller.isLive(),
  }
}
