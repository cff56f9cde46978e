import type {Constraint} from './constraints.ts'
import type {Report} from './problem.ts'

/** Report each constraint that a value of the right type breaks. */
export function checkConstraints(
  value: unknown,
  constraints: readonly Constraint[],
  report: Report,
): void {
  for (const constraint of constraints) checkConstraint(value, constraint, report)
}

/** True when a constraint demands that there is a value. */
export function isRequired(constraints: readonly Constraint[]): boolean {
  return constraints.some(({name}) => name === 'required')
}

function checkConstraint(value: unknown, constraint: Constraint, report: Report): void {
  switch (constraint.name) {
    case 'required':
      if (typeof value === 'string' && value.trim() === '') report.add('text-empty', 'Is empty')
      return
    case 'integer':
      if (!Number.isInteger(value)) report.add('number-not-whole', 'Must be a whole number')
      return
    case 'min':
    case 'max':
      return checkSize(value, constraint, report)
    case 'regex':
      if (typeof value === 'string' && !constraint.pattern.test(value)) {
        report.add('format-wrong', `Must match ${constraint.pattern.source}`)
      }
      return
    case 'uri':
      if (typeof value === 'string' && !isAddress(value, constraint.schemes)) {
        report.add('address-invalid', `Must be an address of ${constraint.schemes.join(' or ')}`)
      }
      return
    case 'unique':
      if (Array.isArray(value) && new Set(value).size < value.length) {
        report.add('value-repeated', 'Has a value twice')
      }
      return
    // An image without an asset is refused in any case.
    case 'asset-required':
      return
    case 'custom': {
      const answer = constraint.check(value)
      if (answer !== true) report.add('rule-broken', String(answer))
    }
  }
}

function checkSize(
  value: unknown,
  {name, value: limit}: {name: 'min' | 'max'; value: number},
  report: Report,
): void {
  const isMin = name === 'min'
  const bound = `${isMin ? 'at least' : 'at most'} ${limit}`
  if (typeof value === 'number') {
    if (isMin ? value < limit : value > limit) {
      report.add('number-out-of-range', `Must be ${bound}`)
    }
  } else if (typeof value === 'string' || Array.isArray(value)) {
    const what = `${Array.isArray(value) ? 'member' : 'character'}${limit === 1 ? '' : 's'}`
    if (isMin && value.length < limit) report.add('too-few', `Must have ${bound} ${what}`)
    if (!isMin && value.length > limit) report.add('too-many', `Must have ${bound} ${what}`)
  }
}

function isAddress(text: string, schemes: readonly string[]): boolean {
  // The URL parser drops white space and control characters, which is how `java\nscript:` hides.
  if (/[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false
  return schemes.includes(new URL(text).protocol.slice(0, -1))
}
