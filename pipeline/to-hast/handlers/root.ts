import type {Root as HastRoot} from 'hast'
import type {Root} from 'mdast'
import type {State} from 'mdast-util-to-hast'

/** Turn the root into a root. */
export function root(state: State, node: Root): HastRoot {
  return {type: 'root', children: state.wrap(state.all(node))}
}
