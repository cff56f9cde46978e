import type {Change, StoredDocument} from '../store/store.ts'
import {encodeMendoza} from './encode-mendoza.ts'
import type {MendozaPatch} from './encode-mendoza.ts'

/** What a change did to a document, both ways. */
export interface Effects {
  apply: MendozaPatch
  revert: MendozaPatch
}

const known = new WeakMap<object, Effects>()

/**
 * Give the effects of a change.
 *
 * They are between the documents without `_rev`, which the Studio sets from the event. Those of one
 * change are made once, however many listeners and readers want them.
 */
export function effectsOf(change: Pick<Change, 'before' | 'after'>): Effects {
  let effects = known.get(change)
  if (!effects) {
    const before = withoutRevision(change.before)
    const after = withoutRevision(change.after)
    effects = {apply: encodeMendoza(before, after), revert: encodeMendoza(after, before)}
    known.set(change, effects)
  }
  return effects
}

function withoutRevision(document: StoredDocument | null): object | null {
  if (document === null) return null
  const {_rev, ...rest} = document
  return rest
}
