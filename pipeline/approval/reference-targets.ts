import {documentTypes, objectTypes} from '#schemas'

/** The part of a Sanity definition that is read here. */
interface Definition {
  name: string
  type: string
  fields?: Definition[]
  of?: Definition[]
  to?: {type: string} | Array<{type: string}>
}

const targets = new Map<string, readonly string[]>()
for (const type of [...documentTypes, ...objectTypes] as unknown as Definition[]) {
  for (const field of type.fields ?? []) {
    const types = [field, ...(field.of ?? [])].flatMap(({to}) => to ?? []).map(({type}) => type)
    if (types.length > 0) targets.set(`${type.name}.${field.name}`, types)
  }
}

/**
 * Tell which types a reference field may name, by the definitions of the content model.
 *
 * @param type
 *   Document or object type that has the field.
 * @returns
 *   Nothing when the field is no reference.
 */
export function referenceTargets(type: string, field: string): readonly string[] {
  return targets.get(`${type}.${field}`) ?? []
}
