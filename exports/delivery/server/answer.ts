import {systemCode} from '../../repository/system-fault.ts'
import {authenticate, refuseTokenInQuery} from './authenticate.ts'
import type {Call, Connection, Services} from './call.ts'
import {Problem, problemResponse} from './problem.ts'
import {findRoute} from './routes.ts'

/** Longest address: path and query. */
const mostUrlBytes = 8 * 1024

/** What a request came to, for the log and the metrics. */
interface Outcome {
  route: string
  response: Response
  token?: string
  publisher?: string
  problem?: Problem
}

/** Answer one request: every check in its order, then the route. Throws only what `log` throws. */
export async function answer(
  request: Request,
  connection: Connection,
  services: Services,
): Promise<Response> {
  const started = performance.now()
  const outcome: Outcome = {route: 'refused', response: new Response()}
  try {
    outcome.response = await route(request, connection, services, outcome)
  } catch (error) {
    outcome.problem = asProblem(error)
    outcome.response = problemResponse(outcome.problem)
  }
  const response = finish(request, outcome, services)
  report(request, {...outcome, response}, (performance.now() - started) / 1000, services)
  return response
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (systemCode(error) === undefined) {
    return new Problem(500, 'internal', 'The server failed: its log says why', {cause: error})
  }
  // Too many open files, a full disk: it passes, and nothing is known of what was asked for.
  return new Problem(503, 'unavailable', 'The server cannot reach its files now: ask again', {
    headers: {'retry-after': '5'},
    cause: error,
  })
}

async function route(
  request: Request,
  {address, signal = request.signal}: Connection,
  services: Services,
  outcome: Outcome,
): Promise<Response> {
  const url = new URL(request.url)
  if (services.bell.isStopped) {
    throw new Problem(503, 'stopping', 'The server is stopping: ask again', {
      headers: {'retry-after': '2'},
    })
  }
  if (url.pathname.length + url.search.length > mostUrlBytes) {
    throw new Problem(414, 'address-too-long', 'The address is too long')
  }
  refuseTokenInQuery(url)
  const call: Call = {request, url, address, signal, services}
  const found = findRoute(url.pathname)
  outcome.route = found.name
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const handler = Object.hasOwn(found.methods, method) ? found.methods[method] : undefined
  if (!handler) {
    const allow = Object.keys(found.methods)
      .flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
      .join(', ')
    throw new Problem(405, 'method-not-allowed', `This address takes ${allow}`, {headers: {allow}})
  }
  if (handler.audience === 'strangers') return handler.handle(call)
  const reader = await authenticate(call)
  outcome.token = reader.token.id
  outcome.publisher = reader.licence.id
  await services.openings.settle()
  return handler.handle({...call, reader})
}

/** Add what every answer carries. */
function finish(request: Request, {response, route}: Outcome, {bell}: Services): Response {
  const {headers} = response
  const always: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    vary: 'Authorization, Cookie, Accept, Accept-Encoding',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  }
  for (const [name, value] of Object.entries(always)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  if (bell.isStopped && route !== 'changes') headers.set('connection', 'close')
  if (request.method !== 'HEAD' || response.body === null) return response
  response.body.cancel().catch(() => undefined)
  return new Response(null, {status: response.status, headers})
}

function report(
  request: Request,
  {route, response, token, publisher, problem}: Outcome,
  seconds: number,
  {world: {log, metrics, clock}}: Services,
): void {
  const {status} = response
  const method = ['GET', 'HEAD', 'POST'].includes(request.method) ? request.method : 'other'
  metrics.count('marrow_delivery_requests_total', {route, method, status: String(status)})
  metrics.observe('marrow_delivery_request_seconds', seconds, {route})
  log({
    at: clock(),
    level: isFailure(status, problem) ? 'error' : 'info',
    event: 'request',
    method,
    route,
    path: withoutSecrets(new URL(request.url).pathname).slice(0, 200),
    status,
    ms: Math.round(seconds * 1000),
    token: token ?? null,
    publisher: publisher ?? null,
    code: problem?.code,
    fault: faultOf(problem),
  })
}

/** A server that stops, or has no repository yet, is none. */
function isFailure(status: number, problem: Problem | undefined): boolean {
  return status >= 500 && (status !== 503 || problem?.code === 'unavailable')
}

/** What a fault of ours was, for the log alone. */
function faultOf(problem: Problem | undefined): string | undefined {
  const cause = problem?.cause
  if (cause === undefined) return undefined
  return withoutSecrets(cause instanceof Error ? (cause.stack ?? cause.message) : 'no Error')
}

/** Take what could be a token out of a text; digests, which are hex, stay. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/mrw_[\w-]*|\b(?![0-9a-f]{64}\b)[\w-]{40,}/g, '[…]')
}
