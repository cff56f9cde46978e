import type {SQLInputValue} from 'node:sqlite'

import type {CandidatePlan, Condition} from './candidate-plan.ts'

/** Write the SQL that selects the bodies of a plan's candidates. */
export function candidatesSql(
  dataset: string,
  plan: CandidatePlan,
): {sql: string; values: SQLInputValue[]} {
  const values: SQLInputValue[] = [dataset]
  const where = conditionSql(plan.where, dataset, values)
  const direction = plan.order?.direction === 'desc' ? 'DESC' : 'ASC'
  const order = plan.order ? `${columns[plan.order.by]} ${direction}, id` : 'id'
  values.push(plan.limit ?? -1)
  return {
    sql: `SELECT body FROM document WHERE dataset = ? AND ${where} ORDER BY ${order} LIMIT ?`,
    values,
  }
}

const columns = {_id: 'id', _createdAt: 'created', _updatedAt: 'updated'} as const

function conditionSql(condition: Condition, dataset: string, values: SQLInputValue[]): string {
  switch (condition.kind) {
    case 'all':
      return '1'
    case 'none':
      return '0'
    case 'and':
    case 'or': {
      const parts = condition.conditions.map((part) => conditionSql(part, dataset, values))
      if (parts.length === 0) return condition.kind === 'and' ? '1' : '0'
      return `(${parts.join(condition.kind === 'and' ? ' AND ' : ' OR ')})`
    }
    case 'id-in':
      return inList('id', condition.ids, values)
    case 'published-id-in':
      return inList('published_id', condition.ids, values)
    case 'type-in':
      return inList('type', condition.types, values)
    case 'slug-in':
      return inList('slug', condition.slugs, values)
    case 'id-prefix':
      values.push(condition.prefix, condition.prefix, condition.prefix)
      return '(id >= ? AND substr(id, 1, length(?)) = ?)'
    case 'references':
      values.push(dataset, JSON.stringify(condition.ids))
      return `id IN (SELECT source FROM reference
        WHERE dataset = ? AND target IN (SELECT value FROM json_each(?)))`
    case 'range':
      values.push(condition.value)
      return `${columns[condition.field]} ${condition.op} ?`
    case 'text':
      // The full text index is not used yet: all documents are a superset.
      return '1'
  }
}

function inList(column: string, items: readonly string[], values: SQLInputValue[]): string {
  values.push(JSON.stringify(items))
  return `${column} IN (SELECT value FROM json_each(?))`
}
