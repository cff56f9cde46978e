import {isRequired} from '../parse/check-constraints.ts'
import {resolveShape, shapes} from '../parse/shapes.ts'
import type {Shape} from '../parse/shapes.ts'
import {fieldClasses} from '../seal/field-classes.ts'
import type {FieldClass} from '../seal/field-classes.ts'
import {outline} from './outline.ts'

/** The generated tables of `docs/content-model.md`, by the name of their place. */
export function contentModelTables(): Record<'fields' | 'outline', string> {
  return {fields: fieldTable(), outline: outlineTable()}
}

/**
 * Put tables between their `<!-- name -->` and `<!-- /name -->` comments.
 *
 * @throws When the page lacks a place.
 */
export function fillPage(page: string, tables: Record<string, string>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const from = text.indexOf(start)
    const to = text.indexOf(end)
    if (from === -1 || to < from) throw new Error(`The page has no place for the table ${name}`)
    return `${text.slice(0, from + start.length)}\n${table}${text.slice(to)}`
  }, page)
}

function fieldTable(): string {
  const rows = [...shapes].flatMap(([type, shape]) => {
    if (!('fields' in shape)) return []
    return [...shape.fields].map(([field, fieldShape]) => [
      `\`${type}.${field}\``,
      kindOf(fieldShape),
      isRequired(fieldShape.constraints) ? 'yes' : '',
      ...classCells(fieldClasses[type]?.[field]),
    ])
  })
  return table(['field', 'kind', 'required', 'class', 'sealed in'], rows)
}

function outlineTable(): string {
  const rows = outline.map(({part, fields, block, html, json}) => [
    part,
    fields.map(code).join(', '),
    block === null ? '' : code(block),
    code(html),
    code(json),
  ])
  return table(['part', 'fields', 'block', 'HTML', 'JSON'], rows)
}

function kindOf(shape: Shape): string {
  if (shape.kind === 'named') return code(shape.name)
  if (shape.kind === 'array') return `list of ${shape.of.map(kindOf).join(' or ')}`
  if (shape.kind === 'reference') {
    return `${shape.weak ? 'weak ' : ''}reference to ${shape.to.map(code).join(' or ')}`
  }
  if (shape.kind === 'string' && shape.list) return shape.list.map(code).join(', ')
  return resolveShape(shape).kind
}

function classCells(fieldClass: FieldClass | undefined): string[] {
  if (fieldClass === undefined) return ['**none**', '']
  if (fieldClass.class !== 'sealed') return [fieldClass.class, '']
  return ['sealed', fieldClass.where === 'both' ? 'article, site' : fieldClass.where]
}

function code(text: string): string {
  return `\`${text}\``
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
