import {isRecord} from '../json/is-record.ts'
import {keyOf} from './problem.ts'
import type {Report} from './problem.ts'
import {resolveShape} from './shapes.ts'
import type {Shape} from './shapes.ts'

/** Check one value against a shape; the interpreter, passed in where it is recursive. */
export type CheckShape = (value: unknown, shape: Shape, report: Report) => void

/**
 * Check an array: each member against the shape that its type names, and that keys are unique.
 *
 * @param special
 *   Takes a member that no shape describes, such as a span; false leaves it to the shapes.
 */
export function checkMembers(
  members: unknown,
  of: readonly Shape[],
  report: Report,
  check: CheckShape,
  special?: (member: Record<string, unknown>) => boolean,
): void {
  if (!Array.isArray(members)) return report.add('type-wrong', 'Must be an array')
  const seen = new Set<string>()
  for (const [index, member] of members.entries()) {
    report.inMember(index, member, () => {
      if (isRecord(member)) checkKey(member, seen, report)
      if (isRecord(member) && special?.(member)) return
      const shape = of.find((candidate) => typeOf(candidate) === memberType(member))
      if (shape) return check(member, shape, report)
      report.add('type-unknown', describe(member, of))
    })
  }
}

function checkKey(member: Record<string, unknown>, seen: Set<string>, report: Report): void {
  const key = keyOf(member)
  if (key === undefined) return report.add('key-missing', 'Must have a `_key`')
  if (seen.has(key)) report.add('key-repeated', `The key ${JSON.stringify(key)} is here twice`)
  seen.add(key)
}

/** `_type` of the values that a shape describes, or what `typeof` says of them. */
function typeOf(shape: Shape): string {
  const {kind, ...resolved} = resolveShape(shape)
  return kind === 'object' && 'name' in resolved ? resolved.name : kind
}

function memberType(member: unknown): string {
  if (!isRecord(member)) return typeof member
  // An object that calls itself `string` is none.
  const type = Object.hasOwn(member, '_type') ? member['_type'] : undefined
  return typeof type === 'string' && type !== 'string' ? type : ''
}

function describe(member: unknown, of: readonly Shape[]): string {
  const type = memberType(member)
  const found =
    isRecord(member) && type !== '' ? `Unknown type \`${type}\`` : 'Unknown kind of member'
  return `${found}; allowed here: ${of.map(typeOf).join(', ')}`
}
