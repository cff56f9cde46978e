import {LakeError} from '../lake-error.ts'

/** Refuse a request for history that makes no sense. */
export function historyError(description: string, status = 400): LakeError {
  return new LakeError(status, 'historyError', description)
}
