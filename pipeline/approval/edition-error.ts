import type {RefusalCode} from './types.ts'

/** A stored edition that cannot be read, or that is not what was sealed. */
export class EditionError extends Error {
  override name = 'EditionError'
  readonly code: Extract<RefusalCode, 'edition-malformed' | 'edition-altered'>

  constructor(code: EditionError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : {cause})
    this.code = code
  }
}
