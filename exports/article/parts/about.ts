import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import {own} from '../own-words.ts'
import {webUrl} from '../../web-url.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'
import {toSignerName, toTime} from './people.ts'
import {toSitePageLink} from './site-pages.ts'

type Fact = [term: string, ...values: Array<ElementContent | string>]

/** Edition, dates, licence and interests; dates come from the approval alone. */
export function toAbout(view: View): Element | null {
  const {labels} = view
  const facts = [...listApproval(view), ...listOrigin(view), ...listConflicts(view)]
  const board = toSitePageLink('expert-board', view)
  if (facts.length === 0 && !board) return null
  return h('section', {className: ['about'], ariaLabelledBy: partIds.about}, [
    h('h2', {id: partIds.about, ...own(view)}, labels.about),
    facts.length > 0
      ? h(
          'dl',
          facts.map(([term, ...values]) =>
            h('div', [h('dt', own(view), term), ...values.map((value) => h('dd', value))]),
          ),
        )
      : null,
    board ? h('p', board) : null,
  ])
}

function listApproval(view: View): Fact[] {
  const {composition, labels} = view
  const {approval} = composition
  if (!approval) return []
  const {facts} = labels
  const reviewed = composition.page === 'article' && !composition.sample
  return [
    [facts.edition, String(approval.number)],
    [facts.sealed, toTime(approval.sealedAt, view)],
    [reviewed ? facts.lastReviewed : facts.lastApproved, toTime(approval.lastReviewed, view)],
    ...(approval.reviewDue ? [[facts.reviewDue, toTime(approval.reviewDue, view)] as Fact] : []),
    [facts.digest, h('code', {className: ['digest']}, approval.digest)],
  ]
}

function listOrigin({composition, labels}: View): Fact[] {
  const {licence, translatedFrom} = composition
  const facts: Fact[] = []
  if (licence) {
    const url = webUrl(licence.url)
    const text = licence.name
    facts.push([
      labels.facts.licence,
      url ? h('a', {href: url.href, rel: ['license']}, text) : text,
    ])
  }
  if (translatedFrom) facts.push([labels.facts.translatedFrom, translatedFrom])
  return facts
}

/** What each signer declared, by name; a signer who declared nothing is not spoken for. */
function listConflicts(view: View): Fact[] {
  const {composition, labels} = view
  const byName = new Map<string, string>()
  for (const signOff of composition.approval?.signOffs ?? []) {
    if (signOff.conflicts) byName.set(toSignerName(signOff, view), signOff.conflicts)
  }
  if (byName.size === 0) return []
  return [[labels.facts.conflicts, ...[...byName].map(([name, words]) => `${name}: ${words}`)]]
}
