/** More pairs than this are not weighed: what is not equal is then removed and added. */
const maxPairs = 40_000

/**
 * Pair members of two lists, the best pair first; of equal ones the earlier.
 *
 * @param weigh
 *   How good a pair is; null for one that is none.
 * @returns
 *   Index in `base` and index in `head` of each pair.
 */
export function pairGreedily<T>(
  base: readonly T[],
  head: readonly T[],
  weigh: (base: T, head: T) => number | null,
): Array<[number, number]> {
  if (base.length * head.length > maxPairs) return []
  const weighed = base.flatMap((left, baseIndex) =>
    head.flatMap((right, headIndex) => {
      const weight = weigh(left, right)
      return weight === null ? [] : [{weight, baseIndex, headIndex}]
    }),
  )
  const [usedBase, usedHead] = [new Set<number>(), new Set<number>()]
  const pairs: Array<[number, number]> = []
  for (const {baseIndex, headIndex} of weighed.toSorted((a, b) => b.weight - a.weight)) {
    if (usedBase.has(baseIndex) || usedHead.has(headIndex)) continue
    usedBase.add(baseIndex)
    usedHead.add(headIndex)
    pairs.push([baseIndex, headIndex])
  }
  return pairs
}

/** Pair members of equal keys, in order: the first of a key with the first. */
export function pairByKey<T>(
  base: readonly T[],
  head: readonly T[],
  keyOf: (member: T) => string | null,
): Array<[number, number]> {
  const byKey = new Map<string, number[]>()
  for (const [index, member] of base.entries()) {
    const key = keyOf(member)
    if (key === null) continue
    const known = byKey.get(key)
    if (known) known.push(index)
    else byKey.set(key, [index])
  }
  for (const indexes of byKey.values()) indexes.reverse()
  return head.flatMap((member, headIndex): Array<[number, number]> => {
    const key = keyOf(member)
    const baseIndex = key === null ? undefined : byKey.get(key)?.pop()
    return baseIndex === undefined ? [] : [[baseIndex, headIndex]]
  })
}
