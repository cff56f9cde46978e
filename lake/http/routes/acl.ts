import {json} from '../answer.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'
import {checkProject} from './projects.ts'

/** The caller's grants, the same that the lake enforces: the Studio evaluates them in the browser. */
export const acl: Route = {
  name: 'acl',
  method: 'GET',
  path: '/:version/projects/:project/datasets/:dataset/acl',
  audience: 'readers',
  handle: (call) => {
    checkProject(call)
    checkDataset(call)
    return json(call.caller.grants)
  },
}
