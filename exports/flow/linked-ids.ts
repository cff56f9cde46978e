import type {Flow, Paragraph} from './flow.ts'

/** Ids that are in a flow and that its links lead to, in the order of the links. */
export function linkedIds(flow: Flow): Set<string> {
  const paragraphs = paragraphsOf(flow)
  const there = new Set(paragraphs.flatMap(({ids}) => ids))
  const targets = paragraphs.flatMap(({runs}) => runs.flatMap(({target}) => target ?? []))
  return new Set(targets.filter((id) => there.has(id)))
}

/** Every paragraph of a flow, those of its tables with them. */
function paragraphsOf(flow: Flow): Paragraph[] {
  return flow.flatMap((block) => {
    if (block.type === 'paragraph') return [block]
    if (block.type === 'picture') return []
    return block.rows.flatMap(({cells}) => cells.flatMap(({paragraphs}) => paragraphs))
  })
}
