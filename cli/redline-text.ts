import {
  attributeText,
  fieldLabel,
  foldBlocks,
  foldEntries,
  isPresent,
  markText,
  runText,
  summaryLine,
  type MovedAway,
  type Piece,
  type RedBlock,
  type RedEntry,
  type Redline,
} from '#pipeline'

import {counted} from './terminal/counted.ts'
import {oneLine, printable} from './terminal/printable.ts'
import type {Style} from './terminal/terminal.ts'

type Names = Redline['names']

/** Before a block, by its kind. */
const bullets: Record<string, string> = {
  attribution: '- ',
  heading: '## ',
  item: '- ',
  quote: '> ',
  row: '| ',
}

/** Before a block that came, went, or stands elsewhere. */
const signs = {same: ' ', changed: '~', added: '+', removed: '-'} as const

/**
 * Write a redline for a terminal: what changed, with one unchanged block beside it, words as
 * `[-removed-]` and `{+added+}`.
 *
 * Colours are beside these signs, never instead of them.
 */
export function redlineText(redline: Redline, style: Style): string {
  const {documents, fields, messages, names, sections} = redline
  const groups = [
    groupText('FIELDS', fields, names, style),
    groupText('TEXT', sections, names, style),
    groupText('SOURCES, FIGURES, PEOPLE, TERMS', documents, names, style),
  ]
  return [
    style.bold(summaryLine(redline)),
    ...groups,
    ...messages.map(({path, reason}) =>
      style.warn(`Not readable: ${oneLine(`${reason} (${path})`)}`),
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function groupText(
  title: string,
  entries: Redline['sections'],
  names: Names,
  style: Style,
): string {
  const hasChange = entries.some((entry) => entry.change !== 'same' || entry.move !== null)
  if (!hasChange) return ''
  const parts = foldEntries(entries).map((part) =>
    'fold' in part
      ? style.dim(`... ${counted(part.fold.length, 'part')} unchanged`)
      : entryText(part.show, names, style),
  )
  return [style.bold(title), ...parts].join('\n\n')
}

function entryText(entry: RedEntry | MovedAway, names: Names, style: Style): string {
  if (!isPresent(entry)) return style.dim(`@ from here a section moved (move ${entry.move})`)
  const moved = entry.move === null ? '' : ` (moved here, move ${entry.move})`
  const state = entry.change === 'same' ? 'unchanged' : entry.change
  const head = entry.type === 'section' ? 'section' : `${titleOf(entry, names)}:`
  const changes = entry.changes.map((change) => `  ${oneLine(attributeText(change))}`)
  const isWhole = entry.change === 'same'
  const lines = isWhole ? [] : foldBlocks(entry.blocks).map((part) => foldText(part, names, style))
  return [style.bold(`@ ${head} ${state}${moved}`), ...changes, ...lines].join('\n')
}

function titleOf({id, type}: RedEntry, names: Names): string {
  if (type === 'field') return fieldLabel(id)
  const name = Object.hasOwn(names, id) ? names[id] : undefined
  return `${type === 'sharedSection' ? 'shared section' : type} ${oneLine(name ?? id)}`
}

function foldText(part: ReturnType<typeof foldBlocks>[number], names: Names, style: Style): string {
  if ('show' in part) return blockText(part.show, names, style)
  return style.dim(`  ... ${counted(part.fold.length, 'block')} unchanged`)
}

function blockText(block: RedBlock | MovedAway, names: Names, style: Style): string {
  if (!isPresent(block)) return style.dim(`> from here a block moved (move ${block.move})`)
  const {attributes, change, changes, kind, level, move, pieces} = block
  const indent = '  '.repeat(level)
  const named = attributes['name'] ? `${oneLine(fieldLabel(attributes['name']))}: ` : ''
  const bullet = (Object.hasOwn(bullets, kind) && bullets[kind]) || named || openerOf(block)
  const facts = [
    ...(move === null ? [] : [`moved here, move ${move}`]),
    ...changes.map((each) => oneLine(attributeText(each))),
  ]
  const note = facts.length > 0 ? ` (${facts.join('; ')})` : ''
  const words = pieces.map((piece) => pieceText(piece, change, names, style)).join('')
  const lines = `${bullet}${words}`.trim().replaceAll('\n', `\n  ${indent}`)
  return paint(`${signs[change]} ${indent}${lines}${note}`, change, style)
}

function openerOf({attributes, kind}: RedBlock): string {
  if (kind === 'paragraph') return ''
  return `[${attributes['tone'] ?? (attributes['numbered'] ? 'numbered list' : kind)}] `
}

function pieceText(piece: Piece, change: RedBlock['change'], names: Names, style: Style): string {
  const text = printable(runText(piece, names))
  // A whole block has its sign at the start of the line.
  if (change === 'added' || change === 'removed' || piece.change === 'same') return text
  const [, space = '', words = ''] = /^( ?)(.*)$/s.exec(text) ?? []
  if (piece.change === 'removed') return space + style.bad(`[-${words}-]`)
  if (piece.change === 'added') return space + style.good(`{+${words}+}`)
  return (
    space + style.warn(`{~${words} (${oneLine(markText(piece.was ?? [], piece.marks, names))})~}`)
  )
}

function paint(line: string, change: RedBlock['change'], style: Style): string {
  if (change === 'added') return style.good(line)
  return change === 'removed' ? style.bad(line) : line
}
