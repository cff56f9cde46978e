import type {Directives, State} from './state.ts'

/**
 * Read the attributes of a directive: texts by name, empty ones left out.
 *
 * Reports `unknown-attribute` for one that is not in `names`, and `attribute-missing` for one of
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

/** Find the label of a container directive: the remark plugin keeps it as its first paragraph. */
export function labelOf(
  node: Directives,
): Extract<Directives['children'][number], {type: 'paragraph'}> | undefined {
  const [first] = node.children
  return first?.type === 'paragraph' && first.data?.directiveLabel ? first : undefined
}
