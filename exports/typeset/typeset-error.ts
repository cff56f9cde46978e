/** Why a document cannot be typeset. */
export type TypesetErrorCode =
  /** This world has no typesetter. */
  | 'typesetter-missing'
  /** No font has a character: there would be a blank box. */
  | 'glyph-missing'
  /** Typst refused, or warned. */
  | 'typeset-failed'
  /** A font of the machine came in. */
  | 'font-foreign'
  /** The ICC profile is none of a CMYK press. */
  | 'press-profile-unfit'
  /** A picture cannot be read or converted. */
  | 'picture-unreadable'

/** Refusal to typeset: the message names the place and the remedy. */
export class TypesetError extends Error {
  readonly code: TypesetErrorCode

  constructor(code: TypesetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TypesetError'
    this.code = code
  }
}
