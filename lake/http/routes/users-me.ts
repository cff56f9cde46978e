import {roles} from '../../access/roles.ts'
import {json} from '../answer.ts'
import type {Route} from '../router.ts'

/** Who am I, and which roles have I? */
export const usersMe: Route = {
  name: 'users-me',
  method: 'GET',
  path: '/:version/users/me',
  audience: 'users',
  handle: ({caller}) => {
    const {id, name, email} = caller.user!
    return json({
      id,
      name,
      email,
      role: caller.roles[0] ?? '',
      roles: caller.roles.map((role) => ({name: role, ...roles[role]})),
      profileImage: null,
      provider: 'local',
    })
  },
}
