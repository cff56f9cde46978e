import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import type {NumberedReference} from '#pipeline'

import {own, say} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'
import {toSitePageLink} from './site-pages.ts'

/** The numbered sources in AMA style, with links back to each place that cites them. */
export function toSources(view: View): Element | null {
  const {composition, labels} = view
  const process = toSitePageLink('editorial-process', view)
  const sourcing = composition.site?.sourcing
  if (composition.references.length === 0) return null
  return h('section', {className: ['sources'], ariaLabelledBy: partIds.sources}, [
    h('h2', {id: partIds.sources, ...own(view)}, labels.sources),
    sourcing || process
      ? h('p', {className: ['sourcing']}, [sourcing, sourcing && process ? ' ' : null, process])
      : null,
    h(
      'ol',
      {className: ['source-list']},
      composition.references.map((entry, index) =>
        toSource(entry, view.references[index]?.nodes ?? [], view),
      ),
    ),
  ])
}

function toSource(reference: NumberedReference, words: ElementContent[], view: View): Element {
  const {status} = reference.state
  const classes = ['source', ...(status === 'retracted' ? ['source-retracted'] : [])]
  return h('li', {id: reference.id, className: classes}, [
    h('p', {className: ['reference']}, words),
    toState(reference, view),
    toUses(reference, view),
  ])
}

/** Say what the last check found; nothing where there was none. */
function toState({state}: NumberedReference, view: View): Element | null {
  if (state.status === 'unchecked' || !state.checkedAt) return null
  const {labels} = view
  return h('p', {className: ['source-state', `source-state-${state.status}`], ...own(view)}, [
    h('span', {className: ['state-words']}, labels.sourceState[state.status]),
    ` (${labels.checked(labels.date(state.checkedAt))})`,
  ])
}

/** Link back to each place, and show the words of the source that support it. */
function toUses({uses}: NumberedReference, view: View): ElementContent[] {
  const {labels} = view
  const back: ElementContent[] = uses.flatMap((use, index) => [
    {type: 'text', value: ' '},
    h('a', {href: `#${use.id}`, className: ['back-link']}, [
      h('span', {className: ['visually-hidden']}, labels.place('')),
      String(index + 1),
    ]),
  ])
  const support = uses.flatMap((use, index) => {
    const words = [use.locator, use.excerpt && `“${use.excerpt}”`].filter(Boolean).join(': ')
    return words ? [h('li', [say(labels.place(String(index + 1)), view), `, ${words}`])] : []
  })
  return [
    ...(back.length > 0
      ? [h('p', {className: ['back-links'], ...own(view)}, [labels.citedAt, ...back])]
      : []),
    ...(support.length > 0
      ? [isUnfolded(view) ? toOpenSupport(support, view) : toFolded(support, view)]
      : []),
  ]
}

function toFolded(support: Element[], view: View): Element {
  return h('details', {className: ['support']}, [
    h('summary', own(view), view.labels.support),
    h('ul', support),
  ])
}

/** Reading systems of books seldom unfold anything, and paper never does. */
function isUnfolded({target}: View): boolean {
  return target === 'book' || target === 'paper'
}

function toOpenSupport(support: Element[], view: View): Element {
  return h('div', {className: ['support']}, [
    h('p', own(view), view.labels.support),
    h('ul', support),
  ])
}
