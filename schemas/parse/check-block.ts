import {checkMembers} from './check-members.ts'
import {checkNames} from './check-names.ts'
import {checkText} from './check-text.ts'
import type {CheckShape} from './check-members.ts'
import {keyOf} from './problem.ts'
import type {Report} from './problem.ts'
import type {BlockShape} from './shapes.ts'

const fields = ['_type', '_key', 'style', 'listItem', 'level', 'children', 'markDefs']
const spanFields = ['_type', '_key', 'text', 'marks']

/**
 * Check a Portable Text block: style, list, spans, inline objects, marks.
 *
 * @see https://www.portabletext.org/specification/
 */
export function checkBlock(
  block: Record<string, unknown>,
  shape: BlockShape,
  report: Report,
  check: CheckShape,
): void {
  checkNames(block, fields, report)
  checkNamed(block, 'style', shape.styles, 'style-unknown', report)
  checkNamed(block, 'listItem', shape.lists, 'list-unknown', report)
  const {level, markDefs = [], children = []} = block
  if (level !== undefined && !(Number.isSafeInteger(level) && Number(level) >= 1)) {
    report.inField('level', () => report.add('number-out-of-range', 'Must be a level from 1'))
  }
  report.inField('markDefs', () => checkMembers(markDefs, shape.annotations, report, check))
  const marks = new Set(shape.decorators)
  if (Array.isArray(markDefs)) {
    for (const mark of markDefs) marks.add(keyOf(mark) ?? '')
  }
  report.inField('children', () => {
    checkMembers(children, shape.of, report, check, (child) => {
      if (child['_type'] !== 'span') return false
      checkSpan(child, marks, report)
      return true
    })
  })
}

function checkSpan(
  span: Record<string, unknown>,
  marks: ReadonlySet<string>,
  report: Report,
): void {
  checkNames(span, spanFields, report)
  report.inField('text', () => checkText(span['text'], report))
  const used = span['marks'] === undefined ? [] : span['marks']
  report.inField('marks', () => {
    if (!Array.isArray(used)) return report.add('type-wrong', 'Must be an array')
    for (const [index, mark] of used.entries()) {
      if (typeof mark === 'string' && mark !== '' && marks.has(mark)) continue
      const name = typeof mark === 'string' ? JSON.stringify(mark) : 'that is no text'
      report.inMember(index, mark, () =>
        report.add('mark-unknown', `The block has no mark ${name}, and there is no such decorator`),
      )
    }
  })
}

function checkNamed(
  block: Record<string, unknown>,
  field: string,
  allowed: readonly string[],
  code: 'style-unknown' | 'list-unknown',
  report: Report,
): void {
  const value = block[field]
  if (value === undefined || (typeof value === 'string' && allowed.includes(value))) return
  report.inField(field, () => report.add(code, `Must be one of: ${allowed.join(', ')}`))
}
