import {canonicalJson} from '../json/canonical-json.ts'
import {sha256Hex} from '../json/digest.ts'
import type {Constraint} from '../parse/constraints.ts'
import {shapes} from '../parse/shapes.ts'
import type {Shape} from '../parse/shapes.ts'
import {fieldClasses} from './field-classes.ts'

/**
 * Digest the content model: every type, field, rule and field class.
 *
 * Titles and descriptions do not count. A custom rule counts by its name.
 *
 * @returns Lower-case hex sha256.
 */
export function schemaDigest(): Promise<string> {
  const types = Object.fromEntries([...shapes].map(([name, shape]) => [name, describe(shape)]))
  return sha256Hex(`marrow-schema-v1\n${canonicalJson({types, classes: fieldClasses})}`)
}

function describe(shape: Shape): object {
  const constraints = shape.constraints.map(describeConstraint)
  switch (shape.kind) {
    case 'object':
    case 'document': {
      const fields = [...shape.fields].map(([name, field]) => [name, describe(field)])
      return {...shape, constraints, fields: Object.fromEntries(fields)}
    }
    case 'array':
      return {...shape, constraints, of: shape.of.map(describe)}
    case 'block':
      return {
        ...shape,
        constraints,
        annotations: shape.annotations.map(describe),
        of: shape.of.map(describe),
      }
    default:
      return {...shape, constraints}
  }
}

function describeConstraint(constraint: Constraint): object {
  if (constraint.name === 'custom') return {name: 'custom', check: constraint.check.name}
  if (constraint.name !== 'regex') return constraint
  return {name: 'regex', pattern: constraint.pattern.source, flags: constraint.pattern.flags}
}
