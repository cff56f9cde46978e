import type {Element} from 'hast'
import {h} from 'hastscript'

import type {SignOff} from '#pipeline'

import {say} from '../own-words.ts'
import type {View} from '../view.ts'
import {latestSignOffs, toName, toSignerName, toTime} from './people.ts'

/**
 * Who wrote, reviewed and edited the page, and when.
 *
 * Reviewers and dates come from the admitted sign-offs alone; under sample keys no line claims a
 * medical review.
 */
export function toByline(view: View): Element | null {
  const {composition, labels} = view
  const lines: Element[] = []
  if (composition.authors.length > 0) {
    const names = composition.authors.map((author) => toName(author, view)).join('; ')
    lines.push(
      h('p', {className: ['byline-authors']}, [say(labels.writtenBy, view), ' ', h('b', names)]),
    )
  }
  const isArticle = composition.page === 'article'
  for (const signOff of latestSignOffs(view, 'medical-expert')) {
    lines.push(toLine(signOff, isArticle ? labels.reviewedBy : labels.approvedBy, view))
  }
  for (const signOff of latestSignOffs(view, 'editor')) {
    lines.push(toLine(signOff, isArticle ? labels.editedBy : labels.approvedBy, view))
  }
  return lines.length > 0 ? h('div', {className: ['byline']}, lines) : null
}

function toLine(signOff: SignOff, words: string, view: View): Element {
  const {composition, labels} = view
  const medical = signOff.role === 'medical-expert'
  const lead = composition.sample && medical ? labels.sampleSignOff : words
  return h('p', {className: [medical ? 'byline-reviewer' : 'byline-editor']}, [
    say(lead, view),
    ' ',
    h('b', toSignerName(signOff, view)),
    ' ',
    say(labels.on, view),
    ' ',
    toTime(signOff.at, view),
  ])
}
