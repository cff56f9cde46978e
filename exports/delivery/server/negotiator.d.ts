declare module 'negotiator' {
  /** Reads the `Accept` headers of a request. @see https://github.com/jshttp/negotiator */
  export default class Negotiator {
    constructor(request: {headers: Record<string, string | undefined>})
    mediaType(available: readonly string[]): string | undefined
    language(available: readonly string[]): string | undefined
    encoding(
      available: readonly string[],
      options?: {preferred?: readonly string[]},
    ): string | undefined
  }
}
