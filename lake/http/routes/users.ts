import {json} from '../answer.ts'
import type {Route} from '../router.ts'

/** Most users to ask for at once. */
const mostIds = 200

/** Names of users, for the history and presence. No more than names: roles and emails stay. */
export const users: Route = {
  name: 'users',
  method: 'GET',
  path: '/:version/users/:ids',
  audience: 'users',
  handle: ({params, services}) => {
    const ids = (params['ids'] ?? '').split(',').slice(0, mostIds)
    const found = ids.flatMap((id) => {
      const user = services.store.accounts.user(id)
      return user ? [{id, displayName: user.name, imageUrl: null}] : []
    })
    return json(ids.length === 1 ? (found[0] ?? null) : found)
  },
}
