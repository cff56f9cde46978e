export type JsonErrorCode =
  | 'syntax'
  | 'truncated'
  | 'byte-order-mark'
  | 'control-character'
  | 'nul-character'
  | 'lone-surrogate'
  | 'unsafe-integer'
  | 'number-out-of-range'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'too-deep'

/** JSON that is malformed, or that means different things to different readers. */
export class JsonError extends Error {
  override name = 'JsonError'
  readonly code: JsonErrorCode
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 units. */
  readonly column: number
  /** Such as `sections[0].heading`; empty at the root. */
  readonly path: string

  constructor(
    code: JsonErrorCode,
    reason: string,
    place: {name: string; line: number; column: number; path: string},
  ) {
    const at = `${place.name}:${place.line}:${place.column}`
    super(`${at}: ${reason}${place.path === '' ? '' : ` (at \`${place.path}\`)`}`)
    this.code = code
    this.line = place.line
    this.column = place.column
    this.path = place.path
  }
}
