import type {Mark, MarkNode} from './build-marks-tree.ts'

const types = {
  strong: 'strong',
  em: 'emphasis',
  sub: 'subscript',
  sup: 'superscript',
} as const

/** Decorators by their Portable Text names; annotations rank before them. */
export const decorators: ReadonlyMap<string, Mark> = new Map(
  Object.entries(types).map(([name, type], index) => [
    name,
    {key: name, rank: 1_000_000 + index, create: (): MarkNode => ({type, children: []})},
  ]),
)
