import {limitStranger} from './authenticate.ts'
import type {Call} from './call.ts'

/** Say that it runs and that its repository can be read. */
export async function healthRoute(call: Call): Promise<Response> {
  limitStranger(call)
  const marker = await call.services.world.reader.kind('marrow-repository.json')
  const isReady = marker === 'file'
  return Response.json(
    {status: isReady ? 'ok' : 'no-repository'},
    {status: isReady ? 200 : 503, headers: {'cache-control': 'no-store'}},
  )
}
