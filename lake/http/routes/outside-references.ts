import {json} from '../answer.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/**
 * Which documents of other datasets refer to one of this: what the Studio asks before it deletes.
 *
 * None: no dataset of a lake refers to another.
 */
export const outsideReferences: Route = {
  name: 'outside-references',
  method: 'GET',
  path: '/:version/data/references/:dataset/documents/:id/to',
  audience: 'users',
  handle: (call) => {
    checkDataset(call)
    return json({totalCount: 0, references: []})
  },
}
