import type {Call, ReaderCall} from './call.ts'
import {acksRoute} from './acks-route.ts'
import {articleRoute} from './article-route.ts'
import {changesRoute} from './changes-route.ts'
import {healthRoute} from './health-route.ts'
import {loginRoute, logoutRoute} from './login-route.ts'
import {manifestRoute} from './manifest-route.ts'
import {metricsRoute} from './metrics-route.ts'
import {openapiRoute} from './openapi-route.ts'
import {pageRoute} from './page-route.ts'
import {repositoryRoute} from './repository-route.ts'

/** Answers one method of one address. */
type Handler =
  | {audience: 'strangers'; handle(call: Call): Promise<Response>}
  | {audience: 'readers'; handle(call: ReaderCall): Promise<Response>}

/** Addresses that are answered alike. */
export interface Route {
  name: string
  /** In the log, the metrics and the OpenAPI document. */
  pattern: RegExp
  methods: Readonly<Record<string, Handler>>
}

const readers = (handle: (call: ReaderCall) => Promise<Response>): Handler => ({
  audience: 'readers',
  handle,
})
const strangers = (handle: (call: Call) => Promise<Response>): Handler => ({
  audience: 'strangers',
  handle,
})

const routes: readonly Route[] = [
  {name: 'page', pattern: /^\/$/, methods: {GET: strangers(pageRoute)}},
  {name: 'login', pattern: /^\/login$/, methods: {POST: strangers(loginRoute)}},
  {name: 'logout', pattern: /^\/logout$/, methods: {POST: strangers(logoutRoute)}},
  {name: 'health', pattern: /^\/health$/, methods: {GET: strangers(healthRoute)}},
  {name: 'metrics', pattern: /^\/metrics$/, methods: {GET: strangers(metricsRoute)}},
  {name: 'openapi', pattern: /^\/openapi\.json$/, methods: {GET: strangers(openapiRoute)}},
  {name: 'changes', pattern: /^\/v1\/changes$/, methods: {GET: readers(changesRoute)}},
  {name: 'acks', pattern: /^\/v1\/acks$/, methods: {POST: readers(acksRoute)}},
  {name: 'manifest', pattern: /^\/v1\/manifest$/, methods: {GET: readers(manifestRoute)}},
  {name: 'article', pattern: /^\/v1\/articles\/[^/]+$/, methods: {GET: readers(articleRoute)}},
]

/** Whatever else is asked for is looked for in the repository. */
const repository: Route = {
  name: 'repository',
  pattern: /^\//,
  methods: {GET: readers(repositoryRoute)},
}

/** Find the route of an address. */
export function findRoute(pathname: string): Route {
  return routes.find(({pattern}) => pattern.test(pathname)) ?? repository
}

/** Names of all routes. */
export const routeNames: readonly string[] = [...routes, repository].map(({name}) => name)
