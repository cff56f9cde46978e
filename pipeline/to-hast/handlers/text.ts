import type {Text as HastText} from 'hast'
import type {Text} from 'mdast'
import type {State} from 'mdast-util-to-hast'

/** Turn text into text, every character kept. */
export function text(_state: State, node: Text): HastText {
  return {type: 'text', value: node.value}
}
