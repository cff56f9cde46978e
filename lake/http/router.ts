import type {Call} from './call.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Who may call an endpoint at all; what they see and do there, their grants say. */
export type Audience =
  /** No token needed. */
  | 'anyone'
  /** Whoever may read something: users, and the public where the lake grants it something. */
  | 'readers'
  | 'users'
  | 'administrators'

/** One endpoint. */
export interface Route {
  /** In the log and in the metrics. */
  name: string
  method: Method
  /** `:name` stands for one segment of the path, `:version` for `v1`, `vX` or `v2025-02-19`. */
  path: string
  audience: Audience
  handle: (call: Call) => Response | Promise<Response>
}

export type Found =
  | {route: Route; params: Record<string, string>}
  /** The path is known, under other methods. */
  | {methods: Method[]}
  | null

/** Finds the route for a method and a path, by a table in which the order does not matter. */
export class Router {
  readonly #routes: {route: Route; pattern: RegExp}[]

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({route, pattern: toPattern(route.path)}))
  }

  /** @throws {URIError} for a path with a broken escape. */
  find(method: string, path: string): Found {
    const methods: Method[] = []
    let found: {route: Route; params: Record<string, string>} | null = null
    for (const {route, pattern} of this.#routes) {
      const match = pattern.exec(path)
      if (!match) continue
      methods.push(route.method)
      // a literal segment goes before a parameter: `/users/me` is not the user `me`
      if (route.method !== method || (found && !isCloser(route, found.route))) continue
      found = {route, params: decode(match.groups ?? {})}
    }
    if (found) return found
    return methods.length > 0 ? {methods: [...new Set(methods)]} : null
  }
}

/** Match one path with a pattern as in {@link Route}; null where it does not. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const match = toPattern(pattern).exec(path)
  return match && decode(match.groups ?? {})
}

function toPattern(path: string): RegExp {
  const segments = path
    .split('/')
    .map((segment) =>
      segment === ':version'
        ? '(?<version>v(?:X|1|20[0-9]{2}-[0-9]{2}-[0-9]{2}))'
        : segment.startsWith(':')
          ? `(?<${segment.slice(1)}>[^/]+)`
          : segment.replaceAll('.', '\\.'),
    )
  return new RegExp(`^${segments.join('/')}/?$`)
}

function isCloser(a: Route, b: Route): boolean {
  const literals = (route: Route): number =>
    route.path.split('/').filter((segment) => !segment.startsWith(':')).length
  return literals(a) > literals(b)
}

function decode(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
  )
}
