import {listenResponse} from '../../listen/listen-response.ts'
import {listenerFor} from '../../listen/listener-for.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Changes of documents as they are committed, as server-sent events. */
export const listen: Route = {
  name: 'listen',
  method: 'GET',
  path: '/:version/data/listen/:dataset',
  audience: 'readers',
  handle: (call) => {
    const {request, url, caller, services} = call
    const listener = listenerFor(caller, {
      dataset: checkDataset(call),
      search: url.searchParams,
      lastEventId: request.headers.get('last-event-id'),
      assets: assetAddressFor(call),
    })
    return listenResponse(services.hub, listener)
  },
}
