/** What a request may take. The sizes are those of the hosted lake where it has them. */
export interface HttpLimits {
  /** Of a JSON body. */
  bodyBytes: number
  /** Of path and query together. */
  urlBytes: number
  /** For a whole JSON body. */
  bodyMs: number
  /** Between two pieces of any body. */
  idleMs: number
}

export const httpLimits: HttpLimits = {
  bodyBytes: 4 * 1024 * 1024,
  urlBytes: 16 * 1024,
  bodyMs: 30_000,
  idleMs: 10_000,
}
