import type {SQLInputValue} from 'node:sqlite'

import type {CandidatePlan, Condition, OrderField} from './candidate-plan.ts'

const columns: Record<OrderField, string> = {
  _id: 'id',
  _createdAt: 'created',
  _updatedAt: 'updated',
  publishedId: 'published_id',
}

/**
 * Write the SQL that selects the bodies of a plan's candidates.
 *
 * SQLite chooses indexes without statistics here, so the SQL chooses for it: where a condition
 * names its documents (ids, slugs, references, text), the other columns are marked with `+`, which
 * keeps their indexes out; else the index that gives the order is left to serve it.
 */
export function candidatesSql(
  dataset: string,
  plan: CandidatePlan,
): {sql: string; values: SQLInputValue[]} {
  const writer = new ConditionWriter(dataset, namesDocuments(plan.where))
  writer.values.push(dataset)
  const where = [writer.write(plan.where)]
  const column = columns[plan.order?.by ?? '_id']
  const descending = plan.order?.direction === 'desc'
  if (plan.after) where.push(writer.after(column, descending, plan.after))
  const plus = writer.plus
  const direction = descending ? 'DESC' : 'ASC'
  const order = [column, ...(column === 'id' ? [] : ['id'])]
    .map((name) => `${plus}d.${name} ${direction}`)
    .join(', ')
  writer.values.push(plan.limit ?? -1)
  return {
    sql: `SELECT d.body FROM document d WHERE ${plus === '' ? '' : '+'}d.dataset = ? AND ${where.join(' AND ')} ORDER BY ${order} LIMIT ?`,
    values: writer.values,
  }
}

/** Does a condition give few documents through an index of its own? */
function namesDocuments(condition: Condition): boolean {
  switch (condition.kind) {
    case 'none':
    case 'id-in':
    case 'published-id-in':
    case 'slug-in':
    case 'references':
    case 'text':
      return true
    case 'and':
      return condition.conditions.some(namesDocuments)
    case 'or':
      return condition.conditions.every(namesDocuments)
    default:
      return false
  }
}

class ConditionWriter {
  readonly values: SQLInputValue[] = []
  /** In front of a column: keep its index out. */
  readonly plus: '' | '+'
  readonly #dataset: string

  constructor(dataset: string, named: boolean) {
    this.#dataset = dataset
    this.plus = named ? '+' : ''
  }

  write(condition: Condition): string {
    const {plus} = this
    switch (condition.kind) {
      case 'all':
        return '1'
      case 'none':
        return '0'
      case 'and':
      case 'or': {
        const parts = condition.conditions.map((part) => this.write(part))
        if (parts.length === 0) return condition.kind === 'and' ? '1' : '0'
        return `(${parts.join(condition.kind === 'and' ? ' AND ' : ' OR ')})`
      }
      case 'id-in':
        return this.#rows('id', condition.ids)
      case 'published-id-in':
        return this.#rows('published_id', condition.ids)
      case 'slug-in':
        return this.#rows('slug', condition.slugs)
      case 'references':
        this.values.push(this.#dataset, this.#dataset, JSON.stringify(condition.ids))
        return `d.row IN (SELECT row FROM document WHERE dataset = ? AND id IN (
          SELECT source FROM reference
          WHERE dataset = ? AND target IN (SELECT value FROM json_each(?))))`
      case 'text':
        this.values.push(condition.query)
        return 'd.row IN (SELECT rowid FROM text WHERE text MATCH ?)'
      case 'type-in':
        return this.#types(condition.types)
      case 'id-prefix':
        this.values.push(condition.prefix, condition.prefix, condition.prefix)
        return `(${plus}d.id >= ? AND substr(d.id, 1, length(?)) = ?)`
      case 'layer-in':
        return `(${condition.layers.map((layer) => this.#layer(layer)).join(' OR ')})`
      case 'range':
        this.values.push(condition.value)
        return `${plus}d.${columns[condition.field]} ${condition.op} ?`
      default:
        return condition satisfies never
    }
  }

  after(column: string, descending: boolean, {value, id}: {value: string; id: string}): string {
    const op = descending ? '<' : '>'
    if (column === 'id') {
      this.values.push(id)
      return `${this.plus}d.id ${op} ?`
    }
    this.values.push(value, id)
    return `(${this.plus}d.${column}, d.id) ${op} (?, ?)`
  }

  /** Rows found through the index of a column. An array of its own keeps the index in use in ORs. */
  #rows(column: string, items: readonly string[]): string {
    this.values.push(this.#dataset, JSON.stringify(items))
    return `d.row IN (SELECT row FROM document
      WHERE dataset = ? AND ${column} IN (SELECT value FROM json_each(?)))`
  }

  #types(types: readonly string[]): string {
    const [first] = types
    if (types.length === 1 && first !== undefined) {
      // One type alone lets the index on type and time give the order too.
      this.values.push(first)
      return `${this.plus}d.type = ?`
    }
    this.values.push(JSON.stringify(types))
    return `${this.plus}d.type IN (SELECT value FROM json_each(?))`
  }

  #layer(layer: string): string {
    if (layer === 'published') return 'd.id = d.published_id'
    this.values.push(layer === 'drafts' ? 'drafts.' : `versions.${layer}.`)
    return 'd.id = ? || d.published_id'
  }
}
