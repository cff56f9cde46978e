import {bearerOf, failed, findToken, limitStranger} from './authenticate.ts'
import type {Call} from './call.ts'
import {Problem} from './problem.ts'
import {hashToken} from './token-file.ts'

/**
 * Give the metrics: to this machine, by a name that only means this machine, or to who shows the
 * operator's token.
 *
 * @throws `Problem` 401, 403, 429
 */
export async function metricsRoute(call: Call): Promise<Response> {
  const {request, url, address, services} = call
  const header = request.headers.get('authorization')
  if (header !== null) {
    const token = await findToken(hashToken(bearerOf(header)), services)
    if (!token) throw failed(call)
    if (token.publisher !== undefined) {
      throw new Problem(403, 'not-allowed', 'Metrics are for the operator')
    }
  } else if (!isLocal(url, address, services)) {
    limitStranger(call)
    throw new Problem(403, 'not-allowed', 'Metrics are for the operator')
  }
  return new Response(services.world.metrics.toText(), {
    headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8'},
  })
}

/** A page of an attacker whose name was pointed here sends that name. */
function isLocal({hostname}: URL, address: string, {world}: Call['services']): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname) && world.isOwnMachine(address)
}
