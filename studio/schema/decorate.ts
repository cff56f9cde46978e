import type {SchemaTypeDefinition} from 'sanity'

/** What a definition is in this folder: plain data with functions in it. */
export type Definition = Readonly<Record<string, unknown>>

/** What the Studio adds to a type of the content model. */
export interface Decoration {
  /** Merged over the type itself: icon, groups, preview, components, … */
  type?: Definition
  /** Merged over fields, by name; one without a field of that name throws. */
  fields?: Readonly<Record<string, Definition>>
  /** Changes each member that a list may have. */
  member?: (member: Definition) => Definition
  /** Names of fields that come first, in this order; the others follow as they are. */
  order?: readonly string[]
}

/**
 * Put what only the Studio needs over a definition of the content model.
 *
 * Rules go: `checkDocument` reports everything that they would, in plain words, and once.
 *
 * @throws `Error` for a field that the type does not have: the content model has moved on.
 */
export function decorate(
  definition: Definition,
  decoration: Decoration = {},
): SchemaTypeDefinition {
  const {validation: _rules, ...bare} = withoutRules(definition)
  const fields = bare['fields'] as Definition[] | undefined
  const members = bare['of'] as Definition[] | undefined
  const {member = (same: Definition) => same} = decoration
  const decorated = {
    ...bare,
    ...(members && {of: members.map((each) => member(each))}),
    ...(fields && {fields: inOrder(decorateFields(bare, fields, decoration), decoration.order)}),
    ...decoration.type,
  }
  return decorated as unknown as SchemaTypeDefinition
}

function decorateFields(
  {name}: Definition,
  fields: readonly Definition[],
  {fields: wanted = {}}: Decoration,
): Definition[] {
  const names = new Set(fields.map((field) => field['name']))
  for (const field of Object.keys(wanted)) {
    if (!names.has(field)) throw new Error(`The type ${String(name)} has no field ${field}`)
  }
  return fields.map((field) => {
    const own = wanted[String(field['name'])] ?? {}
    const options = {...(field['options'] as object), ...(own['options'] as object)}
    return {...field, ...own, ...(Object.keys(options).length > 0 && {options})}
  })
}

function inOrder(fields: readonly Definition[], order: readonly string[] = []): Definition[] {
  const first = order.map((name) => {
    const field = fields.find((candidate) => candidate['name'] === name)
    if (!field) throw new Error(`There is no field ${name}`)
    return field
  })
  return [...first, ...fields.filter((field) => !first.includes(field))]
}

/** A definition without the `validation` of any part of it. */
function withoutRules(definition: Definition): Definition {
  const {validation: _rules, ...bare} = definition
  const parts: Record<string, unknown> = {}
  for (const name of ['fields', 'of']) {
    const members = bare[name]
    if (Array.isArray(members))
      parts[name] = members.map((member: Definition) => withoutRules(member))
  }
  return {...bare, ...parts}
}
