/** What a validation rule of a definition demands. */
export type Constraint =
  | {name: 'required' | 'integer' | 'unique' | 'asset-required'}
  | {name: 'min' | 'max'; value: number}
  | {name: 'regex'; pattern: RegExp}
  | {name: 'uri'; schemes: string[]}
  | {name: 'custom'; check: (value: unknown) => unknown}

/**
 * Collect what a definition's `validation` demands, as data.
 *
 * Runs it with a rule that records. What a rule only warns of is left out: it stops no one.
 *
 * @throws `TypeError` when a definition uses a rule that `RecordingRule` lacks.
 */
export function constraintsOf(validation: unknown): Constraint[] {
  if (typeof validation !== 'function') return []
  const result: unknown = Reflect.apply(validation, undefined, [new RecordingRule([], 'error')])
  const rules: unknown[] = Array.isArray(result) ? result : [result]
  return rules.flatMap((rule) => {
    if (!(rule instanceof RecordingRule)) throw new TypeError('A validation must return rules')
    return rule.level === 'error' ? rule.constraints : []
  })
}

/** The part of Sanity's `Rule` that the definitions use. */
class RecordingRule {
  readonly constraints: Constraint[]
  readonly level: 'error' | 'warning'

  constructor(constraints: Constraint[], level: 'error' | 'warning') {
    this.constraints = constraints
    this.level = level
  }

  required(): RecordingRule {
    return this.#with({name: 'required'})
  }

  integer(): RecordingRule {
    return this.#with({name: 'integer'})
  }

  unique(): RecordingRule {
    return this.#with({name: 'unique'})
  }

  assetRequired(): RecordingRule {
    return this.#with({name: 'asset-required'})
  }

  min(value: number): RecordingRule {
    return this.#with({name: 'min', value})
  }

  max(value: number): RecordingRule {
    return this.#with({name: 'max', value})
  }

  regex(pattern: RegExp): RecordingRule {
    return this.#with({name: 'regex', pattern})
  }

  uri({scheme}: {scheme: string[]}): RecordingRule {
    return this.#with({name: 'uri', schemes: scheme})
  }

  custom(check: (value: unknown) => unknown): RecordingRule {
    return this.#with({name: 'custom', check})
  }

  warning(): RecordingRule {
    return new RecordingRule(this.constraints, 'warning')
  }

  #with(constraint: Constraint): RecordingRule {
    return new RecordingRule([...this.constraints, constraint], this.level)
  }
}
