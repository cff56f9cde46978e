import {publicCaller} from '../access/caller.ts'
import type {LakeError} from '../lake-error.ts'
import {refusalResponse, toRefusal} from './answer.ts'
import type {Call} from './call.ts'
import {HttpError} from './http-error.ts'
import {checkAudience, identify} from './identify.ts'
import {withoutSecrets} from './log.ts'
import {checkHost, checkOrigin, corsHeaders} from './origin-check.ts'
import type {Route, Router} from './router.ts'
import type {Services} from './services.ts'

/** What is known of the socket that a request came by. */
export interface Connection {
  address: string
  /** Aborted when the client went away before its answer was out; absent in process. */
  signal?: AbortSignal
}

/** What a request came to, for the log and the metrics. */
interface Outcome {
  route: string
  user: string | null
  refusal: LakeError | null
  response: Response
}

/** Answer one request: every check in its order, then the route. Throws only what `log` throws. */
export async function handleRequest(
  request: Request,
  connection: Connection,
  router: Router,
  services: Services,
): Promise<Response> {
  const started = performance.now()
  const trace = Buffer.from(services.random(16)).toString('hex')
  const outcome = await answer(request, connection, router, services, trace)
  const seconds = (performance.now() - started) / 1000
  report(request, outcome, {seconds, trace}, services)
  return outcome.response
}

async function answer(
  request: Request,
  {address}: Connection,
  router: Router,
  services: Services,
  trace: string,
): Promise<Outcome> {
  const outcome: Outcome = {route: 'refused', user: null, refusal: null, response: new Response()}
  let cors: Record<string, string> = {}
  try {
    const url = new URL(request.url)
    checkLength(url, services)
    checkHost(url, services)
    cors = corsHeaders(checkOrigin(request.headers, url, services), request)
    if (request.method === 'OPTIONS') {
      outcome.route = 'preflight'
      outcome.response = new Response(null, {status: 204})
    } else {
      const {route, params} = find(router, request.method, url, outcome)
      outcome.route = route.name
      const caller =
        route.audience === 'anyone'
          ? publicCaller(services.publicGrants)
          : identify(request.headers, address, services)
      outcome.user = caller.user?.id ?? null
      checkAudience(route.audience, caller)
      const call: Call = {request, url, params, caller, address, services}
      outcome.response = await route.handle(call)
    }
  } catch (error) {
    outcome.refusal = toRefusal(error, trace)
    outcome.response = refusalResponse(outcome.refusal)
  }
  outcome.response = withHeaders(request, outcome.response, cors, trace)
  return outcome
}

function checkLength(url: URL, {limits}: Services): void {
  if (url.pathname.length + url.search.length > limits.urlBytes) {
    throw new HttpError(414, 'url-long', 'The address is too long: send the query as a POST')
  }
}

function find(
  router: Router,
  method: string,
  url: URL,
  outcome: Outcome,
): {route: Route; params: Record<string, string>} {
  const found = router.find(method === 'HEAD' ? 'GET' : method, url.pathname)
  if (found === null) {
    outcome.route = 'unknown'
    throw new HttpError(404, 'route-unknown', `The lake has no \`${url.pathname}\``)
  }
  if ('route' in found) return found
  outcome.route = 'unknown'
  const allow = [...found.methods, 'OPTIONS'].join(', ')
  throw new HttpError(405, 'method-unknown', `\`${url.pathname}\` takes ${allow}`, {
    headers: {allow},
  })
}

/** Add what every answer carries. `traceparent` is what Sanity's clients print with an error. */
function withHeaders(
  request: Request,
  response: Response,
  cors: Record<string, string>,
  trace: string,
): Response {
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(cors)) headers.set(name, value)
  headers.append('vary', 'origin')
  if (!headers.has('x-content-type-options')) headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('traceparent', `00-${trace}-${trace.slice(0, 16)}-01`)
  if (request.method !== 'HEAD') {
    return new Response(response.body, {status: response.status, headers})
  }
  response.body?.cancel().catch(() => undefined)
  return new Response(null, {status: response.status, headers})
}

function report(
  request: Request,
  {route, user, refusal, response}: Outcome,
  {seconds, trace}: {seconds: number; trace: string},
  {log, metrics, clock}: Services,
): void {
  const {status} = response
  metrics.count('marrow_lake_requests_total', {
    route,
    method: knownMethod(request.method),
    status: String(status),
  })
  metrics.observe('marrow_lake_request_seconds', seconds, {route})
  if (route === 'unknown') metrics.count('marrow_lake_unknown_routes_total')
  const path =
    route === 'unknown' ? withoutSecrets(new URL(request.url).pathname).slice(0, 200) : undefined
  const fault = status >= 500 ? describe(refusal) : refusal?.type
  log({
    at: clock(),
    level: status >= 500 ? 'error' : route === 'unknown' ? 'warn' : 'info',
    event: route === 'unknown' ? 'unknown-route' : 'request',
    method: request.method,
    route,
    path,
    status,
    ms: Math.round(seconds * 1000),
    user,
    trace,
    fault,
  })
}

function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other'
}

function describe(refusal: LakeError | null): string | undefined {
  const cause = refusal?.cause
  if (cause instanceof Error) return withoutSecrets(cause.stack ?? cause.message)
  return refusal?.message
}
