import type {VFile} from 'vfile'

import {compareText} from '#schemas'

import {isRecord, type JsonRecord} from '../approval/record.ts'
import {buildBlocks} from '../build-tree.ts'
import {bodyBlocks} from './body-blocks.ts'
import {normalRuns} from './normal-runs.ts'
import type {Block, Run} from './sheet.ts'

/** Deeper values are `too-deep` for the steps. */
const maxLevels = 40

/** Fields that hold running text in Portable Text. */
const richTexts = new Set(['biography', 'editorialPolicy', 'factChecking'])

/**
 * Flatten the value of any field into blocks, whatever it holds.
 *
 * A member of a list is an `item`; a small object is one line, each of its words marked with the
 * field that it is of; system fields say nothing.
 *
 * @param file Receives what the reader of Portable Text reports.
 */
export function valueBlocks(
  name: string,
  value: unknown,
  path: string,
  file: VFile,
  level = 0,
): Block[] {
  const line = (runs: Run[]): Block => ({
    kind: 'value',
    level,
    attributes: {name},
    runs: normalRuns(runs),
    path,
  })

  if (value === null || value === undefined || level > maxLevels) return []
  if (Array.isArray(value)) {
    if (richTexts.has(name)) {
      return [line([]), ...bodyBlocks(buildBlocks(value, path, file), path, level + 1)]
    }
    return [line([]), ...value.flatMap((member, index) => itemOf(member, index, path, file, level))]
  }
  if (!isRecord(value)) return [line(textRuns(value))]
  const simple = simpleRuns(value)
  return simple ? [line(simple)] : [line([]), ...memberBlocks(value, path, file, level + 1)]
}

function itemOf(value: unknown, index: number, path: string, file: VFile, level: number): Block[] {
  const key = isRecord(value) && typeof value['_key'] === 'string' ? value['_key'] : null
  const own = `${path}[${key === null ? index : `_key==${JSON.stringify(key)}`}]`
  const simple = isRecord(value) ? simpleRuns(value) : textRuns(value)
  const item: Block = {
    kind: 'item',
    level: level + 1,
    attributes: {},
    runs: normalRuns(simple ?? []),
    path: own,
  }
  return simple || !isRecord(value) ? [item] : [item, ...memberBlocks(value, own, file, level + 2)]
}

function memberBlocks(value: JsonRecord, path: string, file: VFile, level: number): Block[] {
  return membersOf(value).flatMap(([name, member]) =>
    valueBlocks(name, member, path ? `${path}.${name}` : name, file, level),
  )
}

/** Name and value of each field that says something, in order of names. */
function membersOf(value: JsonRecord): Array<[string, unknown]> {
  return Object.entries(value)
    .filter(([name, member]) => !name.startsWith('_') && member !== undefined && member !== null)
    .toSorted(([left], [right]) => compareText(left, right))
}

/** One line for a reference, or for an object of short values; null for anything larger. */
function simpleRuns(value: JsonRecord): Run[] | null {
  const id = value['_ref']
  if (typeof id === 'string') return [{type: 'reference', id, marks: []}]
  const members = membersOf(value)
  if (members.some(([, member]) => typeof member === 'object')) return null
  return members.flatMap(([name, member], index): Run[] => {
    const marks = members.length > 1 ? [{type: 'part', value: name}] : []
    const text = `${index > 0 ? ' ' : ''}${String(member)}`
    return [{type: 'text', text, marks}]
  })
}

function textRuns(value: unknown): Run[] {
  return [{type: 'text', text: String(value), marks: []}]
}
