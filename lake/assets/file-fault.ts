import {LakeError} from '../lake-error.ts'

/** Turn what a disk refuses into the answer for it; anything else stays what it is. */
export function fromFileError(cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new LakeError(507, 'insufficientStorage', 'The disk is full: nothing was saved', {
        cause,
      })
    case 'EROFS':
    case 'EACCES':
    case 'EIO':
    case 'EMFILE':
    case 'ENFILE':
      return new LakeError(503, 'storeUnavailable', 'The asset cannot be written now', {cause})
    default:
      return cause
  }
}
