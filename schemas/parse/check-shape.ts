import {isRecord} from '../json/is-record.ts'
import {isCalendarDay} from '../rules/text-rules.ts'
import {checkBlock} from './check-block.ts'
import {checkConstraints, isRequired} from './check-constraints.ts'
import {checkMembers} from './check-members.ts'
import {checkNames} from './check-names.ts'
import {checkText} from './check-text.ts'
import type {Report} from './problem.ts'
import {isReferenceId} from './document-id.ts'
import {resolveShape} from './shapes.ts'
import type {Shape} from './shapes.ts'

const maxDepth = 64
const systemFields = ['_id', '_type', '_rev', '_createdAt', '_updatedAt', '_system']
const objectFields = ['_type', '_key']
const referenceFields = [...objectFields, '_ref', '_weak', '_strengthenOnPublish']

/** Report all that is wrong with a value, by its shape. */
export function checkShape(value: unknown, shape: Shape, report: Report): void {
  if (report.depth > maxDepth) {
    return report.add('too-deep', `Nests deeper than ${maxDepth} levels`)
  }
  const resolved = resolveShape(shape)
  if (!checkType(value, resolved, report)) return
  checkConstraints(value, resolved.constraints, report)
  if (shape !== resolved) checkConstraints(value, shape.constraints, report)
}

/** Check type and members; false when the value is of another type altogether. */
function checkType(value: unknown, shape: Shape, report: Report): boolean {
  switch (shape.kind) {
    case 'string':
      if (!checkText(value, report)) return false
      checkListed(value, shape.list, report)
      return true
    case 'url':
      return checkText(value, report)
    case 'date':
      if (!checkText(value, report)) return false
      if (!isCalendarDay(value)) report.add('date-invalid', 'Must be a day such as 2026-01-31')
      return true
    case 'number':
      return expect(typeof value === 'number' && Number.isFinite(value), 'a number', report)
    case 'boolean':
      return expect(typeof value === 'boolean', 'true or false', report)
    case 'array':
      checkMembers(value, shape.of, report, checkShape)
      return Array.isArray(value)
    case 'block':
      if (!isOfType(value, 'block', report)) return false
      checkBlock(value, shape, report, checkShape)
      return true
    case 'reference':
      return checkReference(value, report)
    case 'image':
      return checkImage(value, report)
    case 'slug':
      if (!isOfType(value, 'slug', report)) return false
      checkFields(value, new Map([['current', text]]), objectFields, report)
      return true
    case 'object':
    case 'document':
      if (!isOfType(value, shape.name, report)) return false
      checkFields(
        value,
        shape.fields,
        shape.kind === 'document' ? systemFields : objectFields,
        report,
      )
      return true
    default:
      throw new Error(`The name ${shape.name} stands for another name`)
  }
}

const text: Shape = {kind: 'string', list: null, constraints: [{name: 'required'}]}

/** Check each field, report those missing, and those that the shape does not have. */
function checkFields(
  value: Record<string, unknown>,
  fields: ReadonlyMap<string, Shape>,
  system: readonly string[],
  report: Report,
): void {
  for (const [name, field] of fields) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined
    report.inField(name, () => {
      if (member !== undefined) checkShape(member, field, report)
      else if (isRequired(field.constraints)) report.add('field-missing', 'Is missing')
    })
  }
  checkNames(value, [...fields.keys(), ...system], report)
}

function checkReference(value: unknown, report: Report): boolean {
  if (!isOfType(value, 'reference', report)) return false
  checkNames(value, referenceFields, report)
  const id = Object.hasOwn(value, '_ref') ? value['_ref'] : undefined
  if (typeof id !== 'string' || !isReferenceId(id)) {
    report.inField('_ref', () =>
      report.add('reference-invalid', 'Must be the id of a document, not of its draft'),
    )
  }
  const weak = Object.hasOwn(value, '_weak') ? value['_weak'] : undefined
  if (weak !== undefined && typeof weak !== 'boolean') {
    report.inField('_weak', () => report.add('type-wrong', 'Must be true or false'))
  }
  return true
}

function checkImage(value: unknown, report: Report): boolean {
  if (!isOfType(value, 'image', report)) return false
  const asset = Object.hasOwn(value, 'asset') ? value['asset'] : undefined
  report.inField('asset', () => {
    if (asset === undefined) report.add('asset-missing', 'The image has no asset')
    else checkReference(asset, report)
  })
  checkNames(value, [...objectFields, 'asset'], report)
  return true
}

function checkListed(value: string, list: string[] | null, report: Report): void {
  if (list === null || list.includes(value)) return
  report.add('value-unlisted', `Must be one of: ${list.join(', ')}`)
}

function isOfType(value: unknown, type: string, report: Report): value is Record<string, unknown> {
  if (!isRecord(value)) {
    report.add('type-wrong', `Must be an object of type \`${type}\``)
    return false
  }
  const found = Object.hasOwn(value, '_type') ? value['_type'] : undefined
  return expect(found === type, `of type \`${type}\``, report)
}

function expect(isRight: boolean, wanted: string, report: Report): boolean {
  if (!isRight) report.add('type-wrong', `Must be ${wanted}`)
  return isRight
}
