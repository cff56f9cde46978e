import type {Call, ReaderCall} from './call.ts'
import {healthRoute} from './health-route.ts'
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
  {name: 'health', pattern: /^\/health$/, methods: {GET: strangers(healthRoute)}},
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
