import {compareText} from '#schemas'

import type {Content} from './approval/types.ts'

/** A text (or number, or id that a reference names) somewhere in a document. */
export interface Leaf {
  /** Keyed path. */
  path: string
  value: string
}

/** Deeper values are `too-deep` for the steps. */
const maxLevels = 40

/**
 * List what a value says, in order of its keys: texts, numbers and the ids of references.
 *
 * System fields (`_type`, `_key`, ...) say nothing.
 *
 * @param without
 *   Fields of `value` itself that are left out.
 */
export function leavesOf(value: unknown, path = '', without: readonly string[] = []): Leaf[] {
  const leaves: Leaf[] = []
  collect(value, path, without, 0, leaves)
  return leaves
}

/**
 * List what every document of a content says, the root first, then by id.
 *
 * Paths are those of the root's fields, and `documents["id"].field` for the other documents.
 */
export function leavesOfContent(content: Content): Leaf[] {
  return documentIds(content).flatMap((id) =>
    leavesOf(content.documents[id], id === content.root ? '' : `documents[${JSON.stringify(id)}]`),
  )
}

/** Ids of the documents of a content: the root first, then in order of code points. */
export function documentIds(content: Content): string[] {
  const ids = Object.keys(content.documents)
  const others = ids.filter((id) => id !== content.root).toSorted(compareText)
  return ids.length === others.length ? others : [content.root, ...others]
}

function collect(
  value: unknown,
  path: string,
  without: readonly string[],
  level: number,
  leaves: Leaf[],
): void {
  if (level > maxLevels) return
  if (typeof value === 'string') leaves.push({path, value})
  else if (typeof value === 'number' || typeof value === 'boolean') {
    leaves.push({path, value: String(value)})
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      collect(item, `${path}[${keyOf(item) ?? index}]`, [], level + 1, leaves)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value).toSorted(([a], [b]) => compareText(a, b))) {
      if ((name.startsWith('_') && name !== '_ref') || without.includes(name)) continue
      collect(item, path ? `${path}.${name}` : name, [], level + 1, leaves)
    }
  }
}

function keyOf(item: unknown): string | undefined {
  const key = typeof item === 'object' && item !== null && '_key' in item ? item._key : undefined
  return typeof key === 'string' ? `_key==${JSON.stringify(key)}` : undefined
}
