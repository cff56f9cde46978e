import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Notice} from '#pipeline'

import {noticeTitle, type Labels} from '../../../labels/labels.ts'
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
  const byTime = composition.notices.toSorted(
    (a, b) => Date.parse(b.effective) - Date.parse(a.effective),
  )
  const notices = byTime.map((notice, index) => toNotice(notice, index + 1, labels))
  // JATS 1.3 has one `notes` in front at most.
  return wrapper('notes', {'notes-type': 'notices'}, [...notes, ...notices])
}

/** `sec-type` is the update type, `specific-use` the severity. */
function toNotice(notice: Notice, number: number, labels: Labels): Element {
  const {edition, effective, kind, severity, text, update = kind} = notice
  const {name, details} = noticeTitle(notice, labels)
  const attributes = {id: `notice-${number}`, 'sec-type': update, 'specific-use': severity}
  return x('sec', attributes, [
    x('title', `${name} (${details}), ${labels.date(effective)}`),
    x('p', [
      text,
      ' ',
      x('related-object', {
        'content-type': `${kind}-of`,
        'document-id': edition,
        'document-id-type': 'edition',
      }),
    ]),
  ])
}

function toNote(type: string, title: string, words: string): Element {
  return x('sec', {'sec-type': type}, [x('title', `${title}.`), paragraph(words)])
}
