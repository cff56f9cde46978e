import type {Element} from 'xast'
import {x} from 'xastscript'

import {paragraph} from '../parts.ts'
import type {State} from '../state.ts'

/**
 * What a reader must know before the first word: sample, preview, emergency, overdue, and the
 * signed notices, newest first, each linked to the edition that it is about.
 */
export function toNotes({composition, labels}: State): Element[] {
  const {approval, notices, sample} = composition
  const {banner} = labels
  const notes: Element[] = []
  if (sample) notes.push(toNote('sample', banner.sample, banner.sampleMore))
  if (!approval) notes.push(toNote('preview', banner.preview, banner.previewMore))
  if (approval?.emergency) notes.push(toNote('emergency', banner.emergency, banner.emergencyMore))
  if (approval?.overdue && approval.reviewDue) {
    const due = banner.overdueMore(labels.date(approval.reviewDue))
    notes.push(toNote('overdue', banner.overdue, due))
  }
  const byTime = notices.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  return [
    ...notes,
    ...byTime.map(({at, edition, kind, severity, text}, index) =>
      x('notes', {id: `notice-${index + 1}`, 'notes-type': kind}, [
        x('title', `${labels.notice[kind]} (${labels.severity[severity]}), ${labels.date(at)}`),
        x('p', [
          text,
          ' ',
          x('related-object', {
            'content-type': `${kind}-of`,
            'document-id': edition,
            'document-id-type': 'edition',
          }),
        ]),
      ]),
    ),
  ]
}

function toNote(type: string, title: string, words: string): Element {
  return x('notes', {'notes-type': type}, [x('title', `${title}.`), paragraph(words)])
}
