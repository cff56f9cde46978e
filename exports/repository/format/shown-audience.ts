import {compareText} from '#schemas'

import {isLive, type IndexEntry} from './entries.ts'
import {everyone} from './paths.ts'

/**
 * Say which audience `latest` shows: the publisher's own; where that is not in the repository, the
 * first by name that has something out, so that it is none which was closed.
 */
export function shownAudience(
  audiences: ReadonlyArray<{name: string; entries: readonly IndexEntry[]}>,
): string {
  const byName = audiences.toSorted((a, b) => compareText(a.name, b.name))
  const shown =
    byName.find(({name}) => name === everyone) ??
    byName.find(({entries}) => entries.some(isLive)) ??
    byName[0]
  return shown?.name ?? ''
}
