import {isLive} from '../repository/format/entries.ts'
import type {IndexEntry} from '../repository/format/entries.ts'
import {headPath, indexPath} from '../repository/format/paths.ts'
import {fault} from './fault.ts'
import type {Verifying} from './verifying.ts'
import type {AudienceVerification} from './verify-audience.ts'

/**
 * Compare audiences with each other: what was withdrawn for one is live for none, and all heads were
 * written in one run. Somebody may have put an older head of one of them back.
 */
export function compareAudiences(
  {faults, notes}: Verifying,
  audiences: readonly AudienceVerification[],
): void {
  const withdrawn = new Map<string, number>()
  for (const entry of audiences.flatMap(({index}) => index?.entries ?? [])) {
    if (entry.status !== 'withdrawn') continue
    withdrawn.set(textOf(entry), Math.max(entry.number, withdrawn.get(textOf(entry)) ?? 0))
  }
  const newest = Math.max(...audiences.map(({head}) => head?.ledger.seq ?? 0))
  for (const {name, head, index} of audiences) {
    for (const entry of index?.entries ?? []) {
      if (!isLive(entry) || entry.number > (withdrawn.get(textOf(entry)) ?? 0)) continue
      const message = `has ${entry.edition}, which was withdrawn`
      faults.push(fault('withdrawn', indexPath(name, index!.version), message))
    }
    if (!head || head.ledger.seq === newest) continue
    const message = `It knows entry ${head.ledger.seq} of the ledger, another audience entry ${newest}: an export was cut short or is running, or somebody put an older head back.`
    notes.push({code: 'audience-behind', path: headPath(name), message})
  }
}

function textOf({article, language}: IndexEntry): string {
  return `${article} ${language}`
}
