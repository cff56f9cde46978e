import {json} from '../answer.ts'
import {HttpError} from '../http-error.ts'
import {readJson} from '../read-body.ts'
import type {Route} from '../router.ts'

/** Of one value, as JSON. */
const mostBytes = 64 * 1024
const mostKeys = 100
/** Of one user, in all. */
const mostKept = 1000

/** What the Studio keeps for the user who asks, and only for that one. */
export const readKeyValue: Route = {
  name: 'key-value',
  method: 'GET',
  path: '/:version/users/me/keyvalue/:keys',
  audience: 'users',
  handle: ({params, caller, services}) => {
    const keys = (params['keys'] ?? '').split(',').slice(0, mostKeys)
    const values = keys.map((key) => {
      const value = services.store.accounts.keyValue(caller.identity, key)
      return {key, value: value ?? null}
    })
    return json(values)
  },
}

export const writeKeyValue: Route = {
  name: 'key-value',
  method: 'PUT',
  path: '/:version/users/me/keyvalue',
  audience: 'users',
  handle: async ({request, caller, services}) => {
    const pairs = parsePairs(await readJson(request, services.limits))
    const {accounts} = services.store
    const fresh = pairs.filter(({key}) => accounts.keyValue(caller.identity, key) === undefined)
    if (accounts.keyValueCount(caller.identity) + fresh.length > mostKept) {
      throw new HttpError(400, 'key-value-full', `At most ${mostKept} values are kept for a user`)
    }
    for (const {key, value} of pairs) {
      accounts.setKeyValue(caller.identity, key, value)
    }
    return json(pairs)
  },
}

function parsePairs(body: unknown): {key: string; value: unknown}[] {
  if (!Array.isArray(body) || body.length > mostKeys) throw badPairs()
  return body.map((pair: unknown) => {
    const {key, value} = (pair ?? {}) as {key?: unknown; value?: unknown}
    if (typeof key !== 'string' || key === '' || key.length > 256) throw badPairs()
    if (value === undefined || JSON.stringify(value).length > mostBytes) throw badPairs()
    return {key, value}
  })
}

function badPairs(): HttpError {
  const shape = `at most ${mostKeys} of {"key": "…", "value": …}, each at most 64 kB`
  return new HttpError(400, 'key-value-invalid', `The body must be a list of ${shape}`)
}
