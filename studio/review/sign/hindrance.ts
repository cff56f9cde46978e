import type {Version} from '../../records/records.ts'
import type {Made} from '../parts/use-made.ts'
import type {SignedDeed} from './deed-words.ts'

/** Why a signature has to wait; `why` is null where it only waits for the text to be shown. */
export interface Hindrance {
  why: string | null
}

/**
 * Find what keeps somebody from signing: nobody signs another text than the one that is shown.
 *
 * @param opened The version that the dialog was opened for.
 * @param current The version that the deed is about by now; null when it is about none.
 * @param rendered What the dialog shows of the opened one.
 */
export function hindrance(
  deed: SignedDeed,
  opened: Version,
  current: Version | null,
  rendered: Made<unknown>,
): Hindrance | null {
  if (current && (current.id !== opened.id || current.digest !== opened.digest)) {
    return {
      why: `Version ${current.number} came while this was open. Close this, and read that one.`,
    }
  }
  if (deed !== 'sign-off') return null
  if (rendered.fault !== null) return {why: 'What cannot be shown cannot be signed off.'}
  return rendered.value === null ? {why: null} : null
}
