import {isRecord} from '../json/is-record.ts'

/** What can be wrong with a document. */
export type ProblemCode =
  | 'type-unknown'
  | 'type-wrong'
  | 'field-unknown'
  | 'field-missing'
  | 'id-invalid'
  | 'key-missing'
  | 'key-repeated'
  | 'text-empty'
  | 'text-malformed'
  | 'format-wrong'
  | 'value-unlisted'
  | 'value-repeated'
  | 'date-invalid'
  | 'address-invalid'
  | 'number-out-of-range'
  | 'number-not-whole'
  | 'too-few'
  | 'too-many'
  | 'too-deep'
  | 'reference-invalid'
  | 'asset-missing'
  | 'style-unknown'
  | 'list-unknown'
  | 'mark-unknown'
  | 'rule-broken'

/** One fault of a document. */
export interface Problem {
  /** Keyed, such as `sections[_key=="a1"].body[_key=="b2"]`; empty for the document itself. */
  path: string
  message: string
  code: ProblemCode
}

/** Where a check is, and what it found. */
export class Report {
  readonly problems: Problem[] = []
  readonly #steps: string[] = []

  /** Nesting below the document. */
  get depth(): number {
    return this.#steps.length
  }

  add(code: ProblemCode, message: string): void {
    this.problems.push({path: this.#steps.join('').replace(/^\./, ''), message, code})
  }

  /** Run a check one step further down: a field's name. */
  inField(name: string, check: () => void): void {
    this.#in(/^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`, check)
  }

  /** Run a check on a member of an array, named by its key where it has one. */
  inMember(index: number, member: unknown, check: () => void): void {
    const key = keyOf(member)
    this.#in(key === undefined ? `[${index}]` : `[_key==${JSON.stringify(key)}]`, check)
  }

  #in(step: string, check: () => void): void {
    this.#steps.push(step)
    check()
    this.#steps.pop()
  }
}

/** Own `_key` of a member, if it has a usable one. */
export function keyOf(member: unknown): string | undefined {
  if (!isRecord(member) || !Object.hasOwn(member, '_key')) return undefined
  const key = member['_key']
  return typeof key === 'string' && key !== '' ? key : undefined
}
