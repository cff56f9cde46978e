import {withAddress} from '../../assets/asset-address.ts'
import {documentsAt} from '../../history/documents-at.ts'
import {readIds} from '../../history/read-options.ts'
import {json} from '../answer.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Documents as they were at a revision or a time. */
export const documentRevisions: Route = {
  name: 'history-documents',
  method: 'GET',
  path: '/:version/data/history/:dataset/documents/:ids',
  audience: 'users',
  handle: (call) => {
    const {params, url, caller, services} = call
    const ids = readIds(params['ids'] ?? '')
    const documents = services.store.read(checkDataset(call), (view) =>
      documentsAt(view, caller, ids, url.searchParams),
    )
    const at = assetAddressFor(call)
    return json({documents: documents.map((document) => withAddress(document, at))})
  },
}
