import {withAddress} from '../../assets/asset-address.ts'
import {json} from '../answer.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import type {Route} from '../router.ts'
import {HttpError} from '../http-error.ts'
import {checkDataset} from './datasets.ts'

/** Most documents to ask for at once. */
const mostIds = 1000

/** Documents by id, under their own ids: those that are not there, or not for the caller, are said
 * to be missing, which of both is not said. */
export const doc: Route = {
  name: 'doc',
  method: 'GET',
  path: '/:version/data/doc/:dataset/:ids',
  audience: 'readers',
  handle: (call) => {
    const {params, caller, services} = call
    const ids = (params['ids'] ?? '').split(',')
    if (ids.length > mostIds) throw new HttpError(400, 'ids-many', `At most ${mostIds} ids`)
    const stored = services.store.read(checkDataset(call), (view) => view.documents(ids))
    const documents = stored.filter((document) => caller.canRead(document))
    const found = new Set(documents.map(({_id}) => _id))
    const omitted = ids.filter((id) => !found.has(id)).map((id) => ({id, reason: 'existence'}))
    const at = assetAddressFor(call)
    return json({documents: documents.map((document) => withAddress(document, at)), omitted})
  },
}
