import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Citation} from '../../tree.ts'
import {element, text} from '../element.ts'

/**
 * Turn a citation into `<sup class="citation">`: a link to each reference, a place to come back to.
 *
 * A locator follows its number: `2(p. 12)`.
 */
export function citation(_state: State, node: Citation): Element {
  const {ids = [], items, numbers = []} = node
  const links = numbers.flatMap((number, index) => {
    const link = element('a', {id: ids[index], href: `#ref-${number}`}, [text(String(number))])
    const locator = items[index]?.locator
    return [
      ...(index > 0 ? [text(',')] : []),
      link,
      ...(locator ? [element('span', {className: ['locator']}, [text(`(${locator})`)])] : []),
    ]
  })
  return element('sup', {className: ['citation']}, links)
}
