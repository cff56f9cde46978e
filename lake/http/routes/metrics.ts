import type {Route} from '../router.ts'

/** Counters and durations for Prometheus: needs a token, of any role. */
export const metrics: Route = {
  name: 'metrics',
  method: 'GET',
  path: '/metrics',
  audience: 'users',
  handle: ({services}) =>
    new Response(services.metrics.toText(), {
      headers: {'content-type': 'text/plain; version=0.0.4; charset=utf-8'},
    }),
}
