import {json} from '../answer.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** References to a document from other datasets, which nothing here makes: there are none. */
export const foreignReferences: Route = {
  name: 'references',
  method: 'GET',
  path: '/:version/data/references/:dataset/documents/:id/to',
  audience: 'users',
  handle: (call) => {
    checkDataset(call)
    return json({totalCount: 0, references: []})
  },
}
