import type {Problem} from '#schemas'

export type AssembleCode =
  | 'root-missing'
  | 'root-type'
  | 'document-invalid'
  | 'reference-missing'
  | 'reference-cycle'
  | 'reference-type'
  | 'reference-invalid'
  | 'markdown-invalid'
  | 'duplicate-key'
  | 'key-unresolved'
  | 'too-deep'

/** Documents from which no content can be gathered. */
export class AssembleError extends Error {
  override name = 'AssembleError'
  readonly code: AssembleCode
  /** Keyed path in the last document of `ids`, with the keys that it is stored with. */
  readonly path: string
  /** Documents from the root to the one at fault. */
  readonly ids: readonly string[]
  /** Of `document-invalid`: everything that is wrong with the document. */
  readonly problems: readonly Problem[]

  constructor(
    code: AssembleCode,
    reason: string,
    place: {path: string; ids: readonly string[]},
    options: {cause?: unknown; problems?: readonly Problem[]} = {},
  ) {
    const where = place.path === '' ? '' : ` at \`${place.path}\``
    super(
      `${reason} (in \`${place.ids.at(-1) ?? ''}\`${where})`,
      options.cause === undefined ? undefined : {cause: options.cause},
    )
    this.code = code
    this.path = place.path
    this.ids = place.ids
    this.problems = options.problems ?? []
  }
}
