import {syncTag} from '../../listen/live-events.ts'
import {jsonText} from '../answer.ts'
import {versionOf} from '../call.ts'
import type {Call} from '../call.ts'
import {HttpError} from '../http-error.ts'
import {queryFor} from '../query-for.ts'
import {parseJson, readJson} from '../read-body.ts'
import {readRecord, readText} from '../read-fields.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

const path = '/:version/data/query/:dataset'

/** A query in the address, each parameter as `$name` with a JSON value. */
export const query: Route = {
  name: 'query',
  method: 'GET',
  path,
  audience: 'readers',
  handle: (call) => {
    const {searchParams} = call.url
    const params: [string, unknown][] = []
    for (const [name, value] of searchParams) {
      if (name.startsWith('$')) params.push([name.slice(1), parseJson(value, name)])
    }
    return answer(call, searchParams.get('query'), Object.fromEntries(params))
  },
}

/** The same in a body, for queries that are too long for an address. */
export const queryByPost: Route = {
  name: 'query',
  method: 'POST',
  path,
  audience: 'readers',
  handle: async (call) => {
    const body = readRecord(await readJson(call.request, call.services.limits), 'body')
    const params = readRecord(body['params'] ?? {}, 'params')
    return answer(call, readText(body, 'query') ?? null, params)
  },
}

async function answer(
  call: Call,
  query: string | null,
  params: Record<string, unknown>,
): Promise<Response> {
  const dataset = checkDataset(call)
  const {searchParams} = call.url
  if (query === null) throw new HttpError(400, 'query-missing', 'There is no `query`')
  const perspective = searchParams.get('perspective') ?? defaultPerspective(versionOf(call))
  const {json: result, ms} = await queryFor(call, dataset, {query, params, perspective})
  const about = {
    ...(searchParams.get('returnQuery') !== 'false' && {query}),
    syncTags: [syncTag(dataset)],
    ms: Math.round(ms),
  }
  // the result is JSON already, and may be large
  return jsonText(`${JSON.stringify(about).slice(0, -1)},"result":${result}}`)
}

/** Clients of before 2025-02-19 see all documents under their own ids. */
function defaultPerspective(version: string): string {
  return version === 'X' || (version !== '1' && version >= '2025-02-19') ? 'published' : 'raw'
}
