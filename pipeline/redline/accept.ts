import {runsOfSide} from './compare-words.ts'
import type {AttributeChange, MovedAway, RedBlock, RedEntry, Redline} from './redline.ts'
import type {Block, Entry, Sheet} from './sheet.ts'

/** Take a redline back: the sheet of the base, but for its paths. */
export function acceptNone(redline: Redline): Sheet {
  const {documents, fields, sections} = redline
  const blocks = movedBlocks([...fields, ...sections, ...documents])
  const side = (entries: Redline['sections']): Entry[] => {
    const moved = new Map(entries.filter(isPresent).map((entry) => [entry.move, entry]))
    return entries.flatMap((entry) => {
      if (isPresent(entry)) return entry.move === null ? baseEntry(entry, blocks) : []
      const found = moved.get(entry.move)
      return found ? baseEntry(found, blocks) : []
    })
  }
  return {fields: side(fields), sections: side(sections), documents: side(documents)}
}

/** Carry a redline out: the sheet of the head. */
export function acceptAll({documents, fields, sections}: Redline): Sheet {
  return {
    fields: headEntries(fields),
    sections: headEntries(sections),
    documents: headEntries(documents),
  }
}

function headEntries(entries: Redline['sections']): Entry[] {
  return entries.filter(isPresent).flatMap((entry) => headEntry(entry))
}

/** Tell whether this stands here in the head, or stood here and went for good. */
export function isPresent<T extends RedBlock | RedEntry>(part: T | MovedAway): part is T {
  return part.change !== 'moved-away'
}

function movedBlocks(entries: Redline['sections']): Map<number, RedBlock> {
  return new Map(
    entries
      .filter(isPresent)
      .flatMap(({blocks}) => blocks.filter(isPresent))
      .flatMap((block) => (block.move === null ? [] : [[block.move, block] as const])),
  )
}

function baseEntry(entry: RedEntry, moved: ReadonlyMap<number, RedBlock>): Entry[] {
  if (entry.change === 'added') return []
  const {attributes, changes, id, path, type} = entry
  const blocks = entry.blocks.flatMap((block) => {
    if (isPresent(block)) return block.move === null ? baseBlock(block) : []
    const found = moved.get(block.move)
    return found ? baseBlock(found) : []
  })
  return [{id, type, attributes: attributesBefore(attributes, changes), blocks, path}]
}

function baseBlock(block: RedBlock): Block[] {
  if (block.change === 'added') return []
  const {level, ...attributes} = attributesBefore(
    {...block.attributes, level: String(block.level)},
    block.changes,
  )
  const {kind, path} = block
  const runs = runsOfSide(block.pieces, 'base')
  return [{kind, level: Number(level), attributes, runs, path}]
}

function headEntry({attributes, blocks, change, id, path, type}: RedEntry): Entry[] {
  if (change === 'removed') return []
  return [{id, type, attributes, blocks: blocks.filter(isPresent).flatMap(headBlock), path}]
}

function headBlock({attributes, change, kind, level, path, pieces}: RedBlock): Block[] {
  if (change === 'removed') return []
  return [{kind, level, attributes, runs: runsOfSide(pieces, 'head'), path}]
}

function attributesBefore(
  attributes: Record<string, string>,
  changes: readonly AttributeChange[],
): Record<string, string> {
  const before = {...attributes}
  for (const {base, name} of changes) {
    if (base === undefined) delete before[name]
    else before[name] = base
  }
  return before
}
