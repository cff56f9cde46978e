import {labelOf} from './label-of.ts'
import {repeatedAttribute} from './repeated-attribute.ts'
import type {Directives, State} from './state.ts'

/**
 * Read the attributes of a directive: texts by name, empty ones left out.
 *
 * Reports `unknown-attribute` for one that is not in `names` or is there twice, and `attribute-missing` for one of
 * `required` that is absent or empty.
 */
export function attributes<Name extends string>(
  state: State,
  node: Directives,
  names: readonly Name[],
  required: readonly Name[] = [],
): Partial<Record<Name, string>> {
  const result: Partial<Record<Name, string>> = {}
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    const known = names.find((each) => each === name)
    if (known === undefined) {
      state.fatal('unknown-attribute', `\`${node.name}\` has no attribute \`${name}\``, node)
    } else if (value) result[known] = value
  }
  const repeated = repeatedAttribute(node, state.markdown)
  if (repeated !== undefined) {
    state.fatal('unknown-attribute', `\`${node.name}\` has \`${repeated}\` twice`, node)
  }
  for (const name of required) {
    if (result[name] !== undefined) continue
    state.fatal('attribute-missing', `\`${node.name}\` needs the attribute \`${name}\``, node)
  }
  return result
}

/** Report an `unknown-attribute` for a label on a directive that takes none. */
export function refuseLabel(state: State, node: Directives): void {
  const label = node.type === 'containerDirective' ? labelOf(node) : node.children[0]
  if (label) state.fatal('unknown-attribute', `\`${node.name}\` has no label`, label)
}
