/** One fault of a refused mutation, in the shape that Sanity's clients print. */
export interface LakeErrorItem {
  error: {type: string; description: string; id?: string; [field: string]: unknown}
  /** Which mutation of the request, counted from 0. */
  index?: number
}

/** What a {@link LakeError} says beside its message. */
export interface LakeErrorOptions extends ErrorOptions {
  items?: readonly LakeErrorItem[]
  /** Further fields of the error body, such as `query`, `start` and `end` of a parse error. */
  fields?: Readonly<Record<string, unknown>>
}

/**
 * A refusal by the lake, with the HTTP status and the error body for it.
 *
 * `type` is Sanity's name where it has one (`mutationError`, `queryParseError`), else ours.
 */
export class LakeError extends Error {
  override readonly name = 'LakeError'
  readonly status: number
  readonly type: string
  readonly items: readonly LakeErrorItem[] | undefined
  readonly fields: Readonly<Record<string, unknown>>

  constructor(status: number, type: string, description: string, options: LakeErrorOptions = {}) {
    super(description, options.cause === undefined ? undefined : {cause: options.cause})
    this.status = status
    this.type = type
    this.items = options.items
    this.fields = options.fields ?? {}
  }

  /** What the lake's refusal says, without the name of the class. */
  get description(): string {
    return this.message
  }

  /** Give the body of the HTTP answer, in Sanity's shape. */
  toBody(): {error: Record<string, unknown>} {
    return {
      error: {
        ...this.fields,
        type: this.type,
        description: this.message,
        ...(this.items && {items: this.items}),
      },
    }
  }
}

/** Make the error of one mutation: its fault is both the description and the only item. */
export function mutationError(
  status: number,
  type: string,
  description: string,
  details: {id?: string; index?: number; [field: string]: unknown} = {},
): LakeError {
  const {index, ...fields} = details
  const item: LakeErrorItem = {error: {...fields, type, description}}
  if (index !== undefined) item.index = index
  return new LakeError(status, 'mutationError', `The mutation(s) failed: ${description}`, {
    items: [item],
  })
}
