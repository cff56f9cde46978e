import type {Element} from 'hast'
import {h} from 'hastscript'

import type {Notice} from '#pipeline'

import {noticeTitle} from '../../labels/labels.ts'
import {own} from '../own-words.ts'
import type {View} from '../view.ts'
import {toTime} from './people.ts'

/**
 * What a reader must know before the first word: sample, preview, emergency, overdue, and the
 * signed notices, newest first. Null when there is nothing to say.
 */
export function toBanners(view: View): Element | null {
  const {composition, labels} = view
  const {approval, notices, sample} = composition
  const words = labels.banner
  const banners: Element[] = []
  if (sample) banners.push(toBanner('sample', words.sample, words.sampleMore, view))
  if (!approval) banners.push(toBanner('preview', words.preview, words.previewMore, view))
  if (approval?.emergency) {
    banners.push(toBanner('emergency', words.emergency, words.emergencyMore, view))
  }
  if (approval?.overdue && approval.reviewDue) {
    const due = words.overdueMore(labels.date(approval.reviewDue))
    banners.push(toBanner('overdue', words.overdue, due, view))
  }
  const byTime = notices.toSorted((a, b) => Date.parse(b.effective) - Date.parse(a.effective))
  banners.push(...byTime.map((notice) => toNotice(notice, view)))
  if (banners.length === 0) return null
  return h('div', {className: ['banners']}, banners)
}

function toBanner(name: string, title: string, more: string, view: View): Element {
  return h('div', {className: ['banner', `banner-${name}`]}, [
    h('p', own(view), [h('strong', `${title}.`), ' ', more]),
  ])
}

function toNotice(notice: Notice, view: View): Element {
  const {name, details} = noticeTitle(notice, view.labels)
  return h('div', {className: ['banner', `banner-${notice.kind}`, `banner-${notice.severity}`]}, [
    h('p', {className: ['banner-title'], ...own(view)}, [
      h('strong', name),
      ` (${details}), `,
      toTime(notice.effective, view),
    ]),
    h('p', notice.text),
  ])
}
