import {LakeError} from '../lake-error.ts'

/** Why a store cannot be opened or restored. */
export type StoreErrorCode =
  | 'store-damaged'
  | 'store-exists'
  | 'store-foreign'
  | 'store-missing'
  | 'store-too-new'
  | 'store-unopenable'

/** A refusal to open, back up or restore a store; the message names the file and the remedy. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Primary result codes of SQLite that are about its surroundings, not about our SQL. */
const surroundings: Record<number, {status: number; type: string; description: string}> = {
  5: {status: 503, type: 'storeBusy', description: 'The store is in use: try again'},
  6: {status: 503, type: 'storeBusy', description: 'The store is in use: try again'},
  8: {status: 503, type: 'storeReadOnly', description: 'The store cannot be written'},
  10: {status: 503, type: 'storeUnavailable', description: 'The store cannot be read or written'},
  13: {
    status: 507,
    type: 'insufficientStorage',
    description: 'The disk is full: nothing was saved',
  },
  14: {status: 503, type: 'storeUnavailable', description: 'The store cannot be opened'},
}

/** Turn an error of SQLite about a full disk, a lock or a failing disk into the answer for it. */
export function fromSqliteError(cause: unknown, path: string): unknown {
  if (!(cause instanceof Error) || !('errcode' in cause)) return cause
  // The low byte is the primary code; the rest says which operation of the disk failed.
  const known = surroundings[Number(cause.errcode) & 0xff]
  if (!known) return cause
  return new LakeError(known.status, known.type, known.description, {
    cause: new Error(`${path}: ${cause.message}`, {cause}),
  })
}
