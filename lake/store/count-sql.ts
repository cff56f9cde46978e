import type {SQLInputValue} from 'node:sqlite'

/** Which documents to count: exactly these, from indexes alone. */
export interface CountPlan {
  /** Undefined for documents of any type. */
  types?: readonly string[]
  /**
   * One document for each published id, of the first of these layers that has it; undefined for
   * every document under its own id.
   */
  layers?: readonly string[]
}

/** Write the SQL that counts documents as a perspective shows them. */
export function countSql(
  dataset: string,
  {types, layers}: CountPlan,
): {sql: string; values: SQLInputValue[]} {
  const values: SQLInputValue[] = [dataset]
  const where = ['d.dataset = ?']
  if (types) {
    values.push(JSON.stringify(types))
    where.push('d.type IN (SELECT value FROM json_each(?))')
  }
  if (layers) {
    const prefixes = layers.map(prefixOf)
    const shown = prefixes.map((prefix, place) => {
      values.push(prefix)
      const above = prefixes.slice(0, place).map((upper) => {
        values.push(upper)
        return `AND NOT EXISTS (SELECT 1 FROM document u
          WHERE u.dataset = d.dataset AND u.id = ? || d.published_id)`
      })
      return `(d.id = ? || d.published_id ${above.join(' ')})`
    })
    where.push(`(${shown.join(' OR ')})`)
    values.push(dataset)
    where.push(`d.row NOT IN (SELECT row FROM document INDEXED BY document_unpublishing
      WHERE dataset = ? AND json_type(body, '$._system.delete') = 'true')`)
  }
  return {sql: `SELECT count(*) AS count FROM document d WHERE ${where.join(' AND ')}`, values}
}

function prefixOf(layer: string): string {
  if (layer === 'published') return ''
  return layer === 'drafts' ? 'drafts.' : `versions.${layer}.`
}
