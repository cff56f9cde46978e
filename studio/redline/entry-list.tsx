import {Box, Stack, Text} from '@sanity/ui'
import type {ReactNode} from 'react'

import {
  attributeText,
  fieldLabel,
  foldBlocks,
  foldEntries,
  isPresent,
  type MovedAway,
  type RedBlock,
  type RedEntry,
  type Redline,
} from '#pipeline'

import {BlockLine} from './block-line.tsx'
import {FoldRow} from './fold-row.tsx'
import {MoveNote} from './move-note.tsx'

interface Props {
  title: string
  entries: Redline['sections']
  names: Redline['names']
  /** There is nothing to compare with: what is added is not marked. */
  isNew: boolean
  onOpen?: (path: string) => void
  renderAt?: (path: string) => ReactNode
}

type Shared = Omit<Props, 'entries' | 'title'>

/** Sections, fields or documents: what changed, and the rest folded away. */
export function EntryList({entries, title, ...shared}: Props) {
  if (entries.length === 0) return null
  const parts = foldEntries(entries)
  return (
    <Stack gap={4}>
      <Text as="h2" muted size={1} weight="semibold">
        {title}
      </Text>
      {parts.map((part, index) =>
        'show' in part ? (
          <EntryPart key={index} entry={part.show} {...shared} />
        ) : (
          <FoldRow key={index} label={foldLabel(part.fold, shared.names)}>
            <Stack gap={4}>
              {part.fold.map((entry, place) => (
                <EntryPart key={place} entry={entry} isWhole {...shared} />
              ))}
            </Stack>
          </FoldRow>
        ),
      )}
    </Stack>
  )
}

function EntryPart({
  entry,
  isWhole = false,
  ...shared
}: Shared & {entry: RedEntry | MovedAway; isWhole?: boolean}) {
  if (!isPresent(entry)) return <MoveNote move={entry.move} what="section" side="from" />
  const isMarked = entry.type === 'section' && !shared.isNew
  const changes = entry.changes.map((change) => attributeText(change)).join('; ')
  return (
    <Box as="article" className={`entry ${entry.type} ${isMarked ? entry.change : ''}`}>
      <Stack gap={3}>
        {entry.move !== null && <MoveNote move={entry.move} what="section" side="to" />}
        {isMarked && (entry.change === 'added' || entry.change === 'removed') && (
          <Text muted size={1}>
            Section {entry.change}
          </Text>
        )}
        {entry.type !== 'section' && (
          <Text as="h3" size={1} weight="semibold">
            {entryTitle(entry, shared.names)}
            {entry.change !== 'same' && !shared.isNew && ` (${entry.change})`}
          </Text>
        )}
        {changes && (
          <Text muted size={1}>
            {changes}
          </Text>
        )}
        <Blocks entry={entry} isWhole={isWhole || isUntouched(entry)} {...shared} />
      </Stack>
    </Box>
  )
}

function Blocks({entry, isWhole, ...shared}: Shared & {entry: RedEntry; isWhole: boolean}) {
  const line = (block: RedBlock | MovedAway, key: number) =>
    isPresent(block) ? (
      <BlockLine key={key} block={block} isNamed={entry.type === 'field'} {...shared} />
    ) : (
      <MoveNote key={key} move={block.move} what="block" side="from" />
    )
  const blocks = entry.blocks.filter((block) => !isSilent(block, entry))
  if (isWhole) return <div>{blocks.map((block, index) => line(block, index))}</div>
  return (
    <div>
      {foldBlocks(blocks).map((part, index) =>
        'show' in part ? (
          line(part.show, index)
        ) : (
          <FoldRow key={index} label={`${part.fold.length} unchanged`}>
            <div>{part.fold.map((block, place) => line(block, place))}</div>
          </FoldRow>
        ),
      )}
    </div>
  )
}

/** What opens a list says nothing, unless it changed; nor does the name of a field under its title. */
function isSilent(block: RedBlock | MovedAway, {type}: RedEntry): boolean {
  if (!isPresent(block) || block.change === 'changed' || block.pieces.length > 0) return false
  return block.kind === 'list' || (type === 'field' && block.kind === 'value' && block.level === 0)
}

/** A section that moved as it was is worth reading where it stands now. */
function isUntouched({change, move}: RedEntry): boolean {
  return change === 'same' && move !== null
}

function entryTitle({id, type}: RedEntry, names: Redline['names']): string {
  if (type === 'field') {
    const label = fieldLabel(id)
    return label.slice(0, 1).toUpperCase() + label.slice(1)
  }
  const kind = type === 'sharedSection' ? 'Shared section' : type
  const name = (Object.hasOwn(names, id) && names[id]) || id
  return `${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}: ${name}`
}

function foldLabel(entries: ReadonlyArray<RedEntry | MovedAway>, names: Redline['names']): string {
  const titles = entries.filter(isPresent).map((entry) => shortened(foldTitle(entry, names)))
  const shown = titles.slice(0, 3).join(', ')
  const more = titles.length > 3 ? ` and ${titles.length - 3} more` : ''
  return `Unchanged: ${shown}${more}`
}

function foldTitle(entry: RedEntry, names: Redline['names']): string {
  if (entry.type === 'field') return fieldLabel(entry.id)
  if (entry.type !== 'section')
    return (Object.hasOwn(names, entry.id) && names[entry.id]) || entry.id
  const heading = entry.blocks.filter(isPresent).find(({kind}) => kind === 'heading')
  return heading?.pieces.map((piece) => (piece.type === 'text' ? piece.text : '')).join('') ?? ''
}

function shortened(title: string): string {
  return title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title
}
