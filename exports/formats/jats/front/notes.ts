import type {Element} from 'xast'
import {x} from 'xastscript'

import {paragraph, wrapper} from '../parts.ts'
import type {State} from '../state.ts'

/**
 * What a reader must know before the first word: sample, preview, emergency, overdue, and the
 * signed notices, newest first, each linked to the edition that it is about.
 */
export function toNotes({composition, labels}: State): Element[] {
  const {approval, sample} = composition
  const {banner} = labels
  const notes: Element[] = []
  if (sample) notes.push(toNote('sample', banner.sample, banner.sampleMore))
  if (!approval) notes.push(toNote('preview', banner.preview, banner.previewMore))
  if (approval?.emergency) notes.push(toNote('emergency', banner.emergency, banner.emergencyMore))
  if (approval?.overdue && approval.reviewDue) {
    const due = banner.overdueMore(labels.date(approval.reviewDue))
    notes.push(toNote('overdue', banner.overdue, due))
  }
  const byTime = composition.notices.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const notices = byTime.map(({at, edition, kind, severity, text}, index) =>
    x('sec', {id: `notice-${index + 1}`, 'sec-type': kind}, [
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
  )
  // JATS 1.3 has one `notes` in front at most.
  return wrapper('notes', {'notes-type': 'notices'}, [...notes, ...notices])
}

function toNote(type: string, title: string, words: string): Element {
  return x('sec', {'sec-type': type}, [x('title', `${title}.`), paragraph(words)])
}
