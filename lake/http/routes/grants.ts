import {json} from '../answer.ts'
import type {Route} from '../router.ts'
import {checkProject} from './projects.ts'

/** What the Studio asks before it offers to manage the project: nothing of that is here. */
export const projectGrants: Route = {
  name: 'project-grants',
  method: 'GET',
  path: '/:version/projects/:project/grants',
  audience: 'users',
  handle: (call) => {
    checkProject(call)
    return json({'sanity.project.members': [{grants: [{name: 'read', params: {}}]}]})
  },
}
