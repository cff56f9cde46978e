/**
 * Find the members of a sequence that rise and weigh the most together: what stays where it is,
 * when the rest is said to have moved.
 *
 * @param values Distinct positions in the base, in the order of the head; each 0 or more.
 * @param weights Of each value, 1 or more.
 * @returns Indexes into `values`.
 */
export function heaviestRun(values: readonly number[], weights: readonly number[]): Set<number> {
  const ranks = new Map(values.toSorted((a, b) => a - b).map((value, rank) => [value, rank + 1]))
  // A Fenwick tree over ranks: in each node the index of the best run that ends in its range.
  const best = Array.from({length: values.length + 1}, () => -1)
  const totals: number[] = []
  const before: number[] = []
  let end = -1

  for (const [index, value] of values.entries()) {
    const rank = ranks.get(value) ?? 0
    let previous = -1
    for (let node = rank - 1; node > 0; node -= node & -node) {
      previous = better(previous, best[node] ?? -1, totals)
    }
    before[index] = previous
    totals[index] = (totals[previous] ?? 0) + (weights[index] ?? 1)
    for (let node = rank; node < best.length; node += node & -node) {
      best[node] = better(best[node] ?? -1, index, totals)
    }
    end = better(end, index, totals)
  }

  const run = new Set<number>()
  for (let index = end; index >= 0; index = before[index] ?? -1) run.add(index)
  return run
}

/** The first of the two where they are equal. */
function better(left: number, right: number, totals: readonly number[]): number {
  return (totals[right] ?? 0) > (totals[left] ?? 0) ? right : left
}
