import {isPresent} from './accept.ts'
import type {RedBlock, RedEntry, Redline} from './redline.ts'
import type {EntryType} from './sheet.ts'

/** How many parts of one kind changed in one way. */
export interface Tally {
  /** What is counted, in the singular: `paragraph`, `source`; of a field its name. */
  what: string
  change: 'changed' | 'added' | 'removed' | 'moved'
  count: number
}

const blockNouns: Record<string, string> = {
  attribution: 'quote',
  callout: 'callout',
  figure: 'figure',
  heading: 'heading',
  item: 'list item',
  list: 'list',
  quote: 'quote',
  related: 'related article',
  row: 'table row',
  table: 'table',
}

const entryNouns: Record<EntryType, string> = {
  field: 'field',
  figure: 'figure',
  other: 'document',
  person: 'person',
  section: 'section',
  sharedSection: 'shared section',
  source: 'source',
  term: 'glossary term',
}

/** Fields that list documents, whose coming and going is counted by itself. */
const listsOf: Record<string, EntryType> = {
  authors: 'person',
  leadFigure: 'figure',
  sources: 'source',
}

/**
 * Count what changed: whole sections and the blocks inside changed ones, then documents, then
 * fields.
 */
export function summarise({documents, fields, sections}: Redline): Tally[] {
  const tallies = new Map<string, Tally>()
  const add = (what: string, change: Tally['change']): void => {
    const key = `${what} ${change}`
    const tally = tallies.get(key) ?? {what, change, count: 0}
    tallies.set(key, {...tally, count: tally.count + 1})
  }

  for (const entry of sections.filter(isPresent)) addSection(entry, add)
  for (const {change, type} of documents.filter(isPresent)) {
    if (change !== 'same') add(entryNouns[type], change)
  }
  const hasDocument = (type: EntryType | undefined): boolean =>
    documents.filter(isPresent).some((entry) => {
      return entry.type === type && (entry.change === 'added' || entry.change === 'removed')
    })
  for (const {change, id} of fields.filter(isPresent)) {
    const list = Object.hasOwn(listsOf, id) ? listsOf[id] : undefined
    if (change !== 'same' && !hasDocument(list)) add(fieldLabel(id), change)
  }
  return [...tallies.values()]
}

/** Write what changed in one line, such as `3 paragraphs changed, 1 source added`. */
export function summaryLine(redline: Redline): string {
  if (redline.base === null) return 'Nothing to compare with: all is new'
  const tallies = summarise(redline)
  if (tallies.length > 0) return tallies.map((tally) => tallyText(tally)).join(', ')
  return redline.identical ? 'Nothing changed' : 'No word changed'
}

/** Write the name of a field for people: `keyPoints` as `key points`. */
export function fieldLabel(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function tallyText({change, count, what}: Tally): string {
  const isNoun = Object.values({...blockNouns, ...entryNouns, paragraph: 'paragraph'}).includes(
    what,
  )
  if (!isNoun) return `${what} ${change}`
  return `${count} ${count === 1 ? what : plural(what)} ${change}`
}

function plural(noun: string): string {
  return noun === 'person' ? 'people' : `${noun}s`
}

function addSection(entry: RedEntry, add: (what: string, change: Tally['change']) => void): void {
  if (entry.change === 'added' || entry.change === 'removed') {
    add('section', entry.change)
    for (const block of entry.blocks.filter(isPresent))
      if (block.move !== null) addBlock(block, add)
    return
  }
  if (entry.move !== null) add('section', 'moved')
  if (entry.changes.length > 0) add('section', 'changed')
  for (const block of entry.blocks.filter(isPresent)) addBlock(block, add)
}

function addBlock(
  {change, kind, move}: RedBlock,
  add: (what: string, change: Tally['change']) => void,
): void {
  const noun = (Object.hasOwn(blockNouns, kind) && blockNouns[kind]) || 'paragraph'
  if (move !== null) add(noun, 'moved')
  if (change !== 'same') add(noun, change)
}
