import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Section} from '../../tree.ts'
import {element} from '../element.ts'

/** Turn a section into `<section id data-aspect>`; its heading is its first child. */
export function section(state: State, node: Section): Element {
  return element(
    'section',
    {id: node.id, dataAspect: node.aspect},
    state.wrap(state.all(node), true),
  )
}
