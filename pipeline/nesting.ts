/** Levels of objects and arrays that a stored body may have; the deepest legal one has 16. */
const maxStoredLevels = 40
/** Levels that a tree of a body may have: 10 list levels inside a callout need 24. */
const maxTreeLevels = 80

/** Whether a stored value is nested deeper than any legal body; safe on any depth. */
export function isStoredTooDeep(value: unknown): boolean {
  return isDeeper(value, maxStoredLevels, (item) =>
    typeof item === 'object' && item !== null ? Object.values(item) : [],
  )
}

/** Whether nodes are nested deeper than the steps can safely walk; safe on any depth. */
export function isTreeTooDeep(nodes: readonly unknown[]): boolean {
  return isDeeper({children: nodes}, maxTreeLevels, (node) =>
    typeof node === 'object' && node !== null && 'children' in node && Array.isArray(node.children)
      ? node.children
      : [],
  )
}

/** Walk level by level, without recursion. */
function isDeeper(root: unknown, levels: number, childrenOf: (value: unknown) => unknown[]) {
  let level = [root]
  for (let depth = 0; depth <= levels; depth++) {
    level = level.flatMap((value) => childrenOf(value))
    if (level.length === 0) return false
  }
  return true
}
