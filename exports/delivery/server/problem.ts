/** Why a request is refused. `docs/delivery.md` lists the codes. */
export type ProblemCode =
  | 'path-unknown'
  | 'run-out'
  | 'unauthorized'
  | 'not-allowed'
  | 'token-in-query'
  | 'too-many-requests'
  | 'method-not-allowed'
  | 'address-too-long'
  | 'format-unavailable'
  | 'language-needed'
  | 'precondition-failed'
  | 'range-not-satisfiable'
  | 'cursor-malformed'
  | 'cursor-ahead'
  | 'parameter-malformed'
  | 'body-malformed'
  | 'body-too-large'
  | 'body-too-slow'
  | 'media-type-unsupported'
  | 'form-foreign'
  | 'withdrawn'
  | 'stopping'
  | 'unavailable'
  | 'internal'

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** A refusal, as it is answered. */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: ProblemCode
  readonly headers: Readonly<Record<string, string>>
  /** Further members of the answer. */
  readonly more: object

  constructor(
    status: number,
    code: ProblemCode,
    message: string,
    options: {headers?: Record<string, string>; more?: object; cause?: unknown} = {},
  ) {
    super(message, options)
    this.status = status
    this.code = code
    this.headers = options.headers ?? {}
    this.more = options.more ?? {}
  }
}

/**
 * Answer a refusal.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemResponse(problem: Problem): Response {
  const {status, code, message, more} = problem
  const body = {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    code,
    detail: message,
  }
  return new Response(`${JSON.stringify({...body, ...more})}\n`, {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...problem.headers,
    },
  })
}

/** What is not there and what is not licensed: one answer, so that nobody learns which it is. */
export function pathUnknown(): Problem {
  return new Problem(404, 'path-unknown', 'There is nothing at this address for this token')
}

/** No token, or one that does not count: one answer for all. */
export function unauthorized(): Problem {
  return new Problem(
    401,
    'unauthorized',
    'Send a token that is valid: Authorization: Bearer mrw_…',
    {
      headers: {'www-authenticate': 'Bearer realm="marrow"'},
    },
  )
}

export function tooManyRequests(seconds: number): Problem {
  return new Problem(429, 'too-many-requests', 'Too many requests: wait, then try again', {
    headers: {'retry-after': String(seconds)},
  })
}
