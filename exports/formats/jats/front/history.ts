import type {Element} from 'xast'
import {x} from 'xastscript'

import {noticeTitle} from '../../../labels/labels.ts'
import {toDate} from '../dates.ts'
import {wrapper} from '../parts.ts'
import type {State} from '../state.ts'

/** The day of the last signature that this edition needed. */
export function toPubDates({composition: {approval}}: State): Element[] {
  if (!approval) return []
  const last = [approval.sealedAt, ...approval.signOffs.map(({at}) => at)].toSorted(byTime).at(-1)
  return [
    toDate('pub-date', 'pub', last ?? approval.sealedAt, {'publication-format': 'electronic'}),
  ]
}

/** What became of this edition and of those before it, in order of time. */
export function toHistory({composition: {approval, notices}, labels}: State): Element[] {
  const events = [
    ...(approval
      ? [
          {type: 'sealed', words: labels.facts.sealed, at: approval.sealedAt, of: ''},
          ...approval.signOffs.map(({at, meaning}) => ({
            type: meaning,
            words: meaning,
            at,
            of: '',
          })),
        ]
      : []),
    ...notices.map((notice) => ({
      type: notice.update ?? notice.kind,
      words: noticeTitle(notice, labels).name,
      at: notice.effective,
      of: notice.edition,
    })),
  ].toSorted((a, b) => byTime(a.at, b.at))
  return wrapper(
    'pub-history',
    {},
    events.map(({at, of, type, words}) =>
      x('event', {'event-type': type}, [
        x('event-desc', words),
        ...(of ? [x('article-id', {'pub-id-type': 'other', 'custom-type': 'edition'}, of)] : []),
        toDate('date', type, at),
      ]),
    ),
  )
}

function byTime(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}
